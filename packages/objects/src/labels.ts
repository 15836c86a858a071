import en from '../locales/en.json' with { type: 'json' };
import zhTW from '../locales/zh-TW.json' with { type: 'json' };
import { type AnyDef, systemFields } from './define-object.ts';
import type { Locale } from './fields/common.ts';

const tables: Partial<Record<Locale, Record<string, string>>> = { en, 'zh-TW': zhTW };
const say = (locale: Locale, key: string, source: string): string => tables[locale]?.[key] ?? source;

/** Words of a definition in a language. zh-CN is the text in the definition; the others stand in locales/ under these keys. */
export const labels = {
  /** The many: name of a list. */
  object: (def: AnyDef, locale: Locale): string => say(locale, def.name, def.label),
  /** The one: "new customer". */
  one: (def: AnyDef, locale: Locale): string => say(locale, `${def.name}:one`, def.label),
  field: (def: AnyDef, name: string, locale: Locale): string => {
    if (Object.hasOwn(def.fields, name)) return say(locale, `${def.name}.${name}`, def.fields[name].label);
    const system = Object.hasOwn(systemFields, name) ? systemFields[name as keyof typeof systemFields] : undefined;
    return say(locale, `system.${name}`, system?.label ?? name);
  },
  option: (def: AnyDef, field: string, key: string, locale: Locale): string => {
    const option = (def.fields[field]?.options as readonly { key: string; label: string }[] | undefined)?.find((entry) => entry.key === key);
    return option ? say(locale, `${def.name}.${field}.${key}`, option.label) : key;
  },
  child: (def: AnyDef, name: string, locale: Locale): string => say(locale, `${def.name}/${name}`, def.children?.[name]?.label ?? name),
  view: (def: AnyDef, name: string, locale: Locale): string => say(locale, `${def.name}?${name}`, def.views?.[name]?.label ?? name),
  section: (def: AnyDef, index: number, locale: Locale): string => say(locale, `${def.name}#${index}`, def.detail[index]?.section ?? ''),
  action: (def: AnyDef, name: string, locale: Locale): string => say(locale, `${def.name}!${name}`, def.actions?.[name]?.label ?? name),
  input: (def: AnyDef, action: string, name: string, locale: Locale): string => say(locale, `${def.name}!${action}.${name}`, def.actions?.[action]?.input[name]?.label ?? name),
  inputOption: (def: AnyDef, action: string, name: string, key: string, locale: Locale): string => {
    const option = (def.actions?.[action]?.input[name]?.options as readonly { key: string; label: string }[] | undefined)?.find((entry) => entry.key === key);
    return option ? say(locale, `${def.name}!${action}.${name}.${key}`, option.label) : key;
  },
} as const;

/** Every key a complete locale file must have, with its zh-CN source: the parity test and the translators' list. */
export function labelKeys(defs: readonly AnyDef[]): Map<string, string> {
  const keys = new Map<string, string>(Object.entries(systemFields).map(([name, field]) => [`system.${name}`, field.label]));
  for (const def of defs) {
    keys.set(def.name, def.label);
    keys.set(`${def.name}:one`, def.label);
    for (const [name, field] of Object.entries(def.fields as Record<string, { label: string; options?: readonly { key: string; label: string }[] }>)) {
      keys.set(`${def.name}.${name}`, field.label);
      for (const option of field.options ?? []) keys.set(`${def.name}.${name}.${option.key}`, option.label);
    }
    for (const [name, child] of Object.entries(def.children ?? {})) keys.set(`${def.name}/${name}`, child.label);
    for (const [name, view] of Object.entries(def.views ?? {})) keys.set(`${def.name}?${name}`, view.label);
    for (const [index, part] of def.detail.entries()) keys.set(`${def.name}#${index}`, part.section);
    for (const [name, action] of Object.entries((def.actions ?? {}) as Record<string, { label: string; input: Record<string, { label: string; options?: readonly { key: string; label: string }[] }> }>)) {
      keys.set(`${def.name}!${name}`, action.label);
      for (const [input, field] of Object.entries(action.input)) {
        keys.set(`${def.name}!${name}.${input}`, field.label);
        for (const option of field.options ?? []) keys.set(`${def.name}!${name}.${input}.${option.key}`, option.label);
      }
    }
  }
  return keys;
}
