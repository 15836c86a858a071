import { LOCALES, type Locale } from '@wellspring/objects';
import type { Locale as AntdLocale } from 'antd/es/locale';
import dayjs from 'dayjs';
import i18next from 'i18next';
import { useCallback, useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { stored } from './stored.ts';

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

/** What each language brings along: our texts, antd's words, and dayjs' months and weekdays; loaded when first needed. */
const parts: Record<Locale, { dayjs: string; load: () => Promise<{ texts: Record<string, string>; antd: AntdLocale }> }> = {
  'zh-CN': { dayjs: 'zh-cn', load: () => import('./languages/zh-CN.ts') },
  'zh-TW': { dayjs: 'zh-tw', load: () => import('./languages/zh-TW.ts') },
  en: { dayjs: 'en', load: () => import('./languages/en.ts') },
};

let shown: { locale: Locale; antd: AntdLocale | undefined } = { locale: currentLocale(), antd: undefined };
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => { listeners.add(listener); return () => listeners.delete(listener); };

async function show(locale: Locale): Promise<void> {
  const { texts, antd } = await parts[locale].load();
  i18next.addResourceBundle(locale, 'translation', texts);
  if (currentLocale() !== locale) return;
  dayjs.locale(parts[locale].dayjs);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  shown = { locale, antd };
  for (const listener of listeners) listener();
}

/** Starts the texts in the language kept from the last visit. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({ resources: {}, lng: currentLocale(), fallbackLng: false, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false }, returnNull: false });
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
