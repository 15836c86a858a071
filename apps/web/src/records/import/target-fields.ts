import { type AnyDef, type FieldDef, type Fields, type ImportState, systemFields } from '@wellspring/objects';
import type { Can } from '../../meta/use-meta.ts';

/** A field a column may fill. `to`: the object whose records its texts name. */
export type Target = { name: string; field: FieldDef; to: string | null; required: boolean };

const targetOf = (field: FieldDef): string | null => (field.type === 'user' ? 'user' : field.type === 'ref' ? field.to : null);

/** Fields of an object that this person may fill from a file: what he may write, and the owner. */
export function targetFields(def: AnyDef, can: Can): Target[] {
  const own = Object.entries(def.fields as Fields).filter(([name, field]) => can.field(def.name, name) === 'write' && !field.readonly && field.type !== 'anyRef');
  const owned = (def.scope.includes('owner') || def.scope.includes('creator')) && (can.do(def.name, 'create') || can.do(def.name, 'transfer'));
  const all: [string, FieldDef][] = owned ? [...own, ['ownerId', systemFields.ownerId]] : own;
  return all.map(([name, field]) => ({ name, field, to: targetOf(field), required: needsValue(field) }));
}
/** Must come from somewhere: required, and nothing fills it by itself. */
function needsValue(field: FieldDef): boolean {
  return field.required === true && !('default' in field && field.default !== undefined) && field.type !== 'bool';
}
/** Required fields that no column fills. A missing title is put together from other columns, so it is told apart. */
export function missingFields(def: AnyDef, targets: readonly Target[], state: Pick<ImportState, 'mapping'>): { missing: string[]; madeTitle: boolean } {
  const mapped = new Set(state.mapping.map(({ field }) => field));
  const auto = new Set<string>(def.flow ? [def.flow.field] : []);
  const open = targets.filter(({ name, required }) => required && !mapped.has(name) && !auto.has(name)).map(({ name }) => name);
  return { missing: open.filter((name) => name !== def.titleField), madeTitle: open.includes(def.titleField) };
}
/** Can a record of the object stand on its name alone? Then unknown names may be created on the way. */
export function namedOnly(def: AnyDef | null): boolean {
  if (!def) return false;
  const auto = new Set<string>([def.titleField, ...(def.flow ? [def.flow.field] : [])]);
  return Object.entries(def.fields as Fields).every(([name, field]) => auto.has(name) || field.readonly || !needsValue(field));
}
/** A, B, … Z, AA: the way spreadsheets name columns. */
export function columnLetters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : columnLetters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
}
/** 1.9 MB. */
export function sizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
