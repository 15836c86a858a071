import type { Locale } from '@wellspring/objects';

type Texts = Readonly<Record<string, Readonly<Record<Locale, string>>>>;
const files = import.meta.glob<Texts>('../src/locales/*.json', { eager: true, import: 'default' });

/** Every text of the web, by key, in three languages. */
export const texts: Texts = Object.assign({}, ...Object.values(files));
