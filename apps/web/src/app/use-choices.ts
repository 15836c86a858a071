import type { Locale } from '@wellspring/objects';
import { useEffect, useRef } from 'react';
import { usePreference } from '../meta/use-meta.ts';
import { chosenHere, useLocale } from './i18n.ts';
import { type ThemeMode, useTheme } from './theme.ts';

/** Language and theme of a signed-in person: his preference wins over the browser's memory, save where he has just chosen on the login page. */
export function useChoices(): { locale: Locale; chooseLocale: (locale: Locale) => void; theme: ThemeMode; chooseTheme: (mode: ThemeMode) => void } {
  const [kept, keep] = usePreference<Locale | null>('locale', null);
  const [keptTheme, keepTheme] = usePreference<ThemeMode | null>('theme', null);
  const [locale, setLocale] = useLocale();
  const { mode, setMode } = useTheme();
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    if (chosenHere()) keep(locale);
    else if (kept && kept !== locale) setLocale(kept);
    if (keptTheme && keptTheme !== mode) setMode(keptTheme);
  }, [kept, keep, locale, setLocale, keptTheme, mode, setMode]);
  return {
    locale, theme: mode,
    chooseLocale: (next) => { setLocale(next); keep(next); },
    chooseTheme: (next) => { setMode(next); keepTheme(next); },
  };
}
