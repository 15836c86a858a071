import { LOCALES, type Locale } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { useLocale } from './i18n.ts';
import { type ThemeMode, useTheme } from './theme.ts';

export const localeNames: Record<Locale, { name: string; sign: string }> = { 'zh-CN': { name: '简体中文', sign: '中' }, 'zh-TW': { name: '繁體中文', sign: '繁' }, en: { name: 'English', sign: 'EN' } };

/** Language of the page, at once and everywhere. Languages are named in themselves. */
export function LocaleMenu({ locale, onChoose }: { locale?: Locale; onChoose?: (locale: Locale) => void }) {
  const { t } = useTranslation();
  const [shown, setLocale] = useLocale();
  const current = locale ?? shown;
  return (
    <Menu placement="bottomRight" chosen={current} items={LOCALES.map((key) => ({ key, label: <span lang={key}>{localeNames[key].name}</span> }))} onChoose={(key) => (onChoose ?? setLocale)(key as Locale)}>
      <button type="button" className="ws-icon-btn" aria-label={t('shell.language', { name: localeNames[current].name })} title={t('shell.language', { name: localeNames[current].name })}>{localeNames[current].sign}</button>
    </Menu>
  );
}

export const themeModes: readonly ThemeMode[] = ['light', 'dark', 'system'];
/** Light, dark, or as the system is. */
export function ThemeMenu({ onChoose }: { onChoose?: (mode: ThemeMode) => void }) {
  const { t } = useTranslation();
  const { mode, resolved, setMode } = useTheme();
  return (
    <Menu placement="bottomRight" chosen={mode} items={themeModes.map((key) => ({ key, label: t(`theme.${key}`) }))} onChoose={(key) => (onChoose ?? setMode)(key as ThemeMode)}>
      <button type="button" className="ws-icon-btn" aria-label={t('shell.theme')} title={t('shell.theme')}><Icon name={resolved === 'dark' ? 'moon' : 'sun'} /></button>
    </Menu>
  );
}
