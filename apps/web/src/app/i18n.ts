import { LOCALES, type Locale } from '@wellspring/objects';
import type { Locale as AntdLocale } from 'antd/es/locale';
import dayjs from 'dayjs';
import i18next from 'i18next';
import { useCallback, useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { stored } from './stored.ts';

export type Texts = Readonly<Record<string, Readonly<Record<Locale, string>>>>;
const files = import.meta.glob<Texts>('../locales/*.json', { eager: true, import: 'default' });

/** Every text of the web, by key, in three languages. */
export const texts: Texts = Object.assign({}, ...Object.values(files));

const isLocale = (word: string | null | undefined): word is Locale => LOCALES.includes(word as Locale);
/** The nearest of our languages to what a browser asks for. */
export function nearestLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    if (/^zh\b.*(tw|hk|mo|hant)/i.test(language)) return 'zh-TW';
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'zh-CN';
}

const choice = stored<Locale>('ws.locale', nearestLocale(typeof navigator === 'undefined' ? [] : navigator.languages));
export const currentLocale = (): Locale => (isLocale(choice.get()) ? choice.get() : 'zh-CN');

/** What each language brings along beside the texts: antd's words and dayjs' months and weekdays, loaded when first needed. */
const parts: Record<Locale, { dayjs: string; load: () => Promise<AntdLocale> }> = {
  'zh-CN': { dayjs: 'zh-cn', load: async () => { await import('dayjs/locale/zh-cn'); return (await import('antd/es/locale/zh_CN')).default; } },
  'zh-TW': { dayjs: 'zh-tw', load: async () => { await import('dayjs/locale/zh-tw'); return (await import('antd/es/locale/zh_TW')).default; } },
  en: { dayjs: 'en', load: async () => (await import('antd/es/locale/en_US')).default },
};

let shown: { locale: Locale; antd: AntdLocale | undefined } = { locale: currentLocale(), antd: undefined };
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => { listeners.add(listener); return () => listeners.delete(listener); };

async function show(locale: Locale): Promise<void> {
  const antd = await parts[locale].load();
  if (currentLocale() !== locale) return;
  dayjs.locale(parts[locale].dayjs);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  shown = { locale, antd };
  for (const listener of listeners) listener();
}

/** Starts the texts in the language kept from the last visit. */
export async function startI18n(): Promise<void> {
  const resources = Object.fromEntries(LOCALES.map((locale) => [locale, { translation: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[locale]])) }]));
  await i18next.use(initReactI18next).init({ resources, lng: currentLocale(), fallbackLng: 'zh-CN', keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false }, returnNull: false });
  choice.subscribe(() => void show(currentLocale()));
  await show(currentLocale());
}

/** Changes the language of everything on the page; texts, antd, dates and the document's own language change together. */
export function setLocale(locale: Locale): void {
  chosen = true;
  choice.set(locale);
}
let chosen = false;
/** Has somebody chosen a language since the page was loaded? Then that choice is newer than any kept one. */
export const chosenHere = (): boolean => chosen;

/** The language on the page and the way to change it. */
export function useLocale(): [Locale, (locale: Locale) => void] {
  const locale = useSyncExternalStore(subscribe, () => shown.locale);
  return [locale, useCallback((next: Locale) => setLocale(next), [])];
}
export const useAntdLocale = (): AntdLocale | undefined => useSyncExternalStore(subscribe, () => shown.antd);
export const shownLocale = (): Locale => shown.locale;
