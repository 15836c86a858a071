import { type AnyDef, type FieldType, type ImportColumn, type Locale, LOCALES, labels, parseDay, phoneDigits } from '@wellspring/objects';
import { fold, type ImportField, optionKeys } from './import-fields.ts';
import { headerWords } from './synonyms.ts';

type Guess = { field: string; confidence: number };

/** How well a header names a field: its label in any language, its own name, a usual word of other systems, or a part of these. */
function headerScore(def: AnyDef, name: string, header: string, whole: boolean): number {
  const word = fold(header);
  if (!word) return 0;
  const own = [name, ...LOCALES.map((locale: Locale) => labels.field(def, name, locale))].map(fold);
  if (own.includes(word)) return 1;
  const others = (headerWords[def.name]?.[name] ?? []).map(fold);
  if (others.includes(word)) return 0.9;
  const common = (headerWords['*']?.[name] ?? []).map(fold);
  if (common.includes(word)) return 0.85;
  // Part of a word is no good for references: 销售额 is not the 销售.
  if (whole) return 0;
  const parts = [...own, ...others, ...common].filter((part) => part.length > 2 || /[^\x00-\x7f]/.test(part));
  return parts.some((part) => part.length >= 2 && word.includes(part) && part.length * 2 >= word.length) ? 0.6 : 0;
}

const shapes: Partial<Record<FieldType, (text: string) => boolean>> = {
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  url: (text) => /^(https?:\/\/|www\.)\S+$/i.test(text),
  phone: (text) => /^[+\d(（][\d\s()（）\-./x转]{5,30}$/i.test(text) && phoneDigits(text).length >= 7 && phoneDigits(text).length <= 15 && parseDay(text) === null,
  date: (text) => parseDay(text) !== null,
};

/** Share of samples that look like values of the type. */
function contentShare(samples: readonly string[], type: FieldType): number {
  const check = shapes[type];
  const filled = samples.filter((text) => text.trim() !== '');
  return check && filled.length ? filled.filter((text) => check(text.trim())).length / filled.length : 0;
}

/** Does what stands in the column speak against the field? An e-mail in a phone column does; half of the confidence goes. */
function contradicts(def: AnyDef, { name, field, to }: ImportField, samples: readonly string[]): boolean {
  const filled = samples.filter((text) => text.trim() !== '' && text !== 'NULL');
  if (!filled.length || to) return false;
  if (field.type === 'email' || field.type === 'date') return contentShare(filled, field.type) < 0.5;
  if (field.type === 'int' || field.type === 'money' || field.type === 'decimal' || field.type === 'percent') return filled.filter((text) => /\d/.test(text)).length * 2 < filled.length;
  if (field.type === 'select' && !field.open) {
    const keys = optionKeys(def, name);
    return !filled.some((text) => keys.has(fold(text)));
  }
  return false;
}

/** Which field each column means, best matches first, every field once. Content decides where headers say nothing. */
export function guessMapping(def: AnyDef, fields: ReadonlyMap<string, ImportField>, columns: readonly { column: number; header: string; samples: readonly string[] }[]): Pick<ImportColumn, 'column' | 'guess' | 'confidence'>[] {
  const candidates: (Guess & { column: number })[] = [];
  for (const { column, header, samples } of columns) {
    for (const field of fields.values()) {
      const score = headerScore(def, field.name, header, field.to !== null);
      if (score > 0) candidates.push({ column, field: field.name, confidence: contradicts(def, field, samples) ? score / 3 : score });
    }
  }
  const [byColumn, taken] = [new Map<number, Guess>(), new Set<string>()];
  const take = (list: (Guess & { column: number })[]): void => {
    for (const { column, field, confidence } of list.toSorted((a, b) => b.confidence - a.confidence || a.column - b.column)) {
      if (confidence < 0.4 || byColumn.has(column) || taken.has(field)) continue;
      byColumn.set(column, { field, confidence });
      taken.add(field);
    }
  };
  take(candidates);
  const contents = columns.filter(({ column }) => !byColumn.has(column)).flatMap(({ column, samples }) =>
    [...fields.values()].filter(({ field, name }) => field.type in shapes && field.type !== 'date' && !taken.has(name)).map(({ field, name }) => ({ column, field: name, confidence: contentShare(samples, field.type) * 0.5 })));
  take(contents);
  return columns.map(({ column }) => ({ column, guess: byColumn.get(column)?.field ?? null, confidence: Math.round((byColumn.get(column)?.confidence ?? 0) * 100) / 100 }));
}
