import { type AnyDef, fieldOf, labels, type Locale, LOCALES, objects } from '@wellspring/objects';
import { useLocale } from '../app/i18n.ts';

export type Words = {
  object: (name: string) => string;
  /** The one record, where `object` names the list: "new customer". */
  one: (object: string) => string;
  field: (object: string, name: string) => string;
  option: (object: string, field: string, key: string) => string;
  child: (object: string, name: string) => string;
  view: (object: string, name: string) => string;
  section: (object: string, index: number) => string;
  action: (object: string, name: string) => string;
  input: (object: string, action: string, name: string) => string;
  inputOption: (object: string, action: string, name: string, key: string) => string;
};

const defOf = (name: string): AnyDef | null => (Object.hasOwn(objects, name) ? objects[name as keyof typeof objects] : null);

function wordsIn(locale: Locale): Words {
  const say = (object: string, fallback: string, word: (def: AnyDef) => string): string => { const def = defOf(object); return def ? word(def) : fallback; };
  const words: Words = {
    object: (name) => say(name, name, (def) => labels.object(def, locale)),
    one: (name) => say(name, name, (def) => labels.one(def, locale)),
    field: (object, name) => {
      const [first = '', second] = name.split('.');
      const own = say(object, name, (def) => labels.field(def, first, locale));
      if (second === undefined) return own;
      const ref = defOf(object) ? fieldOf(defOf(object) as AnyDef, first) : undefined;
      return ref && 'to' in ref && typeof ref.to === 'string' ? `${own} · ${words.field(ref.to, second)}` : own;
    },
    option: (object, field, key) => say(object, key, (def) => labels.option(def, field, key, locale)),
    child: (object, name) => say(object, name, (def) => labels.child(def, name, locale)),
    view: (object, name) => say(object, name, (def) => labels.view(def, name, locale)),
    section: (object, index) => say(object, '', (def) => labels.section(def, index, locale)),
    action: (object, name) => say(object, name, (def) => labels.action(def, name, locale)),
    input: (object, action, name) => say(object, name, (def) => labels.input(def, action, name, locale)),
    inputOption: (object, action, name, key) => say(object, key, (def) => labels.inputOption(def, action, name, key, locale)),
  };
  return words;
}
const all = Object.fromEntries(LOCALES.map((locale) => [locale, wordsIn(locale)])) as Record<Locale, Words>;

/** Words of the definitions in the language on the page. */
export function useWords(): Words {
  return all[useLocale()[0]];
}
