import { describe, expect, it } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import zhTW from '../locales/zh-TW.json' with { type: 'json' };
import { type AnyDef, allFields, fieldOf, type Filter, labelKeys, LOCALES, objectNames, objectOf, objects, specOf, toJsonSchema, validateFilter } from '../src/index.ts';
import { errorTexts } from '../src/messages.ts';

const defs: [string, AnyDef][] = objectNames.map((name) => [name, objectOf(name)]);
/** What a locale file lacks or has too much against the definitions. */
const parity = (table: Record<string, string>): string[] => {
  const keys = labelKeys(Object.values(objects) as AnyDef[]);
  return [...[...keys.keys()].filter((key) => !table[key]).map((key) => `lacks ${key}`), ...Object.keys(table).filter((key) => !keys.has(key)).map((key) => `has ${key}`)];
};
const isPlain = (value: unknown): boolean => JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value) && !/function|symbol|bigint/.test(typesIn(value));
const typesIn = (value: unknown): string => (typeof value === 'object' && value !== null ? Object.values(value).map(typesIn).join() : typeof value);
const fieldsIn = (filter: Filter): string[] => ('and' in filter ? filter.and.flatMap(fieldsIn) : 'or' in filter ? filter.or.flatMap(fieldsIn) : 'not' in filter ? fieldsIn(filter.not) : 'some' in filter ? [] : [filter.field]);

describe('definitions', () => {
  it('have every word in every language', () => {
    expect(parity(en)).toEqual([]);
    expect(parity(zhTW)).toEqual([]);
    const { customer: _gone, ...less } = en;
    expect(parity({ ...less, 'customer.ghost': 'x' })).toEqual(['lacks customer', 'has customer.ghost']);
  });
  it('give every error code its three texts, with the same parameters', () => {
    const params = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const [code, texts] of Object.entries(errorTexts)) {
      for (const locale of LOCALES) expect(texts[locale], `${code} ${locale}`).toBeTruthy();
      for (const locale of LOCALES) expect(params(texts[locale]), `${code} ${locale}`).toEqual(params(texts['zh-CN']));
    }
  });
  it.each(defs)('%s is plain JSON', (_name, def) => {
    expect(JSON.parse(JSON.stringify(def))).toEqual(def);
    expect(isPlain(def)).toBe(true);
    expect(isPlain({ ...def, hook: () => 1 })).toBe(false);
  });
  it.each(defs)('%s names only what exists', (_name, def) => {
    const known = allFields(def);
    const named = [...def.list.columns, ...def.list.sort.map((key) => key.replace(/^-/, '')), ...(def.list.totals ?? []), ...(def.facts ?? []), ...(def.quick ?? []), ...def.search, ...(def.subtitle ?? []), def.titleField, ...def.detail.flatMap((part) => part.fields), ...Object.values(def.views ?? {}).flatMap((view) => fieldsIn(view.filter))];
    expect(named.filter((name) => !Object.hasOwn(known, name))).toEqual([]);
    for (const child of Object.values(def.children ?? {})) expect(fieldOf(objectOf(child.object), child.via)).toBeDefined();
    for (const view of Object.values(def.views ?? {})) expect(validateFilter(view.filter)).toBeNull();
    for (const rule of def.scope) if (typeof rule === 'object') expect(def.fields[rule.via]).toBeDefined();
    for (const total of def.list.totals ?? []) expect(specOf(known[total] as never).measures).toContain('sum');
  });
  it.each(defs)('%s shows every field of its own somewhere in its detail or facts', (_name, def) => {
    const shown = new Set([...def.detail.flatMap((part) => part.fields), ...(def.facts ?? []), ...def.list.columns]);
    expect(Object.keys(def.fields).filter((name) => !shown.has(name))).toEqual([]);
  });
  it.each(defs)('%s has schemas that refuse strangers', (_name, def) => {
    for (const kind of ['create', 'update'] as const) expect(toJsonSchema(def, kind)).toMatchObject({ additionalProperties: false });
  });
});
