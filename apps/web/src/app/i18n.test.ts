import { LOCALES } from '@wellspring/objects';
import { describe, expect, it } from 'vitest';
import { texts } from '../../test/texts.ts';
import { nearestLocale } from './i18n.ts';

const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').sort();

describe('texts', () => {
  it('stand in three languages, none with a hole the source does not fill', () => {
    expect(Object.keys(texts).length).toBeGreaterThan(100);
    for (const [key, text] of Object.entries(texts)) {
      for (const locale of LOCALES) expect(text[locale], `${key} ${locale}`).toBeTruthy();
      for (const locale of LOCALES) expect(holes(text[locale]), `${key} ${locale}`).toSatisfy((found: string[]) => found.every((hole) => holes(text['zh-CN']).includes(hole)));
    }
  });
  it('contain every key that the code names', () => {
    const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], { eager: true, query: '?raw', import: 'default' });
    const named = Object.entries(sources).flatMap(([file, source]) => [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((found) => [file, found[1] ?? ''] as const));
    expect(named.length).toBeGreaterThan(50);
    for (const [file, key] of named) expect(texts[key] ?? texts[`${key}_other`], `${key} in ${file}`).toBeTruthy();
  });
  it('are found for what a browser asks', () => {
    expect(nearestLocale(['fr', 'zh-Hant-HK'])).toBe('zh-TW');
    expect(nearestLocale(['zh-SG'])).toBe('zh-CN');
    expect(nearestLocale(['en-GB', 'zh'])).toBe('en');
    expect(nearestLocale([])).toBe('zh-CN');
  });
});
