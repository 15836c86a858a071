import { LOCALES, type Locale } from '@wellspring/objects';
import { localeNames, themeModes } from '../app/choices.tsx';
import { navigateTo } from '../app/navigate.ts';
import type { ThemeMode } from '../app/theme.ts';
import type { CreateItem } from '../app/use-create.ts';
import type { Words } from '../meta/use-words.ts';
import { type IconName, iconOf } from '../ui/icon.tsx';

export type Command = { key: string; icon: IconName; label: string; also: string; run: () => void };
type Say = (key: string, params?: Record<string, unknown>) => string;
type Context = { t: Say; words: Words; objects: readonly { name: string; icon: string }[]; create: readonly CreateItem[]; chooseLocale: (locale: Locale) => void; chooseTheme: (mode: ThemeMode) => void; signOut: () => void };

/** Everything the palette can do without a record. `also`: other words it is found by. */
export function commandsOf({ t, words, objects, create, chooseLocale, chooseTheme, signOut }: Context): Command[] {
  return [
    { key: 'home', icon: 'home', label: t('palette.go', { name: t('module.workbench') }), also: 'home workbench', run: () => navigateTo('/') },
    ...objects.map((def) => ({ key: `go-${def.name}`, icon: iconOf(def.icon), label: t('palette.go', { name: words.object(def.name) }), also: `go ${def.name}`, run: () => navigateTo(`/o/${def.name}`) })),
    ...create.map((item) => ({ key: `new-${item.object}`, icon: 'plus' as const, label: t('palette.create', { name: item.label }), also: `new create ${item.object}`, run: item.create })),
    ...LOCALES.map((locale) => ({ key: `locale-${locale}`, icon: 'globe' as const, label: t('palette.language', { name: localeNames[locale].name }), also: `language 语言 語言 ${locale}`, run: () => chooseLocale(locale) })),
    ...themeModes.map((mode) => ({ key: `theme-${mode}`, icon: mode === 'dark' ? ('moon' as const) : mode === 'light' ? ('sun' as const) : ('screen' as const), label: t('palette.theme', { name: t(`theme.${mode}`) }), also: `theme 主题 主題 ${mode}`, run: () => chooseTheme(mode) })),
    { key: 'operations', icon: 'hist', label: t('shell.operations'), also: 'history undo operations', run: () => navigateTo('/operations') },
    { key: 'settings', icon: 'gear', label: t('settings.title'), also: 'settings password', run: () => navigateTo('/settings') },
    { key: 'out', icon: 'door', label: t('shell.signOut'), also: 'sign out logout', run: signOut },
  ];
}
/** Commands whose words hold every word typed. */
export function matchCommands(commands: readonly Command[], text: string): Command[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => wanted.every((word) => `${command.label} ${command.also}`.toLowerCase().includes(word)));
}
