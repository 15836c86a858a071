import { type AnyDef, canDo, type FieldDef, type Fields, fieldRight, LOCALES, labels, systemFields } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { optionWords } from './synonyms.ts';

/** A field a column may be mapped to: an own field the caller may write, or the owner. */
export type ImportField = { name: string; field: FieldDef; /** The object whose records the texts name. */ to: string | null };

const targetOf = (field: FieldDef): string | null => (field.type === 'user' ? 'user' : field.type === 'ref' ? field.to : null);

/** Fields of an object that the caller may fill from a file. A pointer at several objects has no text that could name its record. */
export function importFields(ctx: Ctx, def: AnyDef): Map<string, ImportField> {
  const found = new Map<string, ImportField>();
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    const right = ctx.system ? (field.readonly ? 'read' : 'write') : fieldRight(ctx.access, def.name, name, field);
    if (right === 'write' && !field.readonly && field.type !== 'anyRef') found.set(name, { name, field, to: targetOf(field) });
  }
  const owned = def.scope.includes('owner') || def.scope.includes('creator');
  if (owned && (ctx.system || canDo(ctx.access, def.name, 'create') || canDo(ctx.access, def.name, 'transfer'))) found.set('ownerId', { name: 'ownerId', field: systemFields.ownerId as FieldDef, to: 'user' });
  return found;
}

/** Words without blanks, marks, case and width: how headers and options are compared. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s_\-.:：()（）[\]/\\*"'“”#]+/g, '');

/** Everything by which an option of a field may be called, folded, with its key. */
export function optionKeys(def: AnyDef, name: string): Map<string, string> {
  const options = (def.fields[name]?.options ?? []) as readonly { key: string; label: string }[];
  const keys = new Map<string, string>();
  const words = optionWords[def.name]?.[name] ?? {};
  for (const { key } of options) for (const word of words[key] ?? []) keys.set(fold(word), key);
  for (const { key } of options) for (const word of [key, ...LOCALES.map((locale) => labels.option(def, name, key, locale))]) keys.set(fold(word), key);
  return keys;
}
