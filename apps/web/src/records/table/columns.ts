import { type AnyDef, allFields, type FieldDef, QUERY_LIMITS } from '@wellspring/objects';

/** What a person remembers of an object's columns. */
export type ColumnPreference = { shown?: readonly string[]; widths?: Readonly<Record<string, number>>; pinned?: readonly string[] };
/** A column on the screen. `grows`: takes the room that is left. */
export type Column = { name: string; field: FieldDef; width: number; left: number; pinned: boolean; grows: boolean; align: 'left' | 'right' };
export type FieldLook = { width: number; align: 'left' | 'right' };

export const MIN_WIDTH = 48;
export const MAX_WIDTH = 800;
const TITLE_WIDTH = 180;
/** Room for a number of this pattern: about eight pixels a sign. Numbers given by the system are never cut. */
const numberWidth = (pattern: string): number => Math.max(96, 24 + 8 * pattern.replace('{YYYY}', '2026').replace(/\{(YY|MM|DD)\}/g, '00').replace(/\{seq:(\d)\}/, (_, digits: string) => '0'.repeat(Number(digits))).length);
const SQUEEZED = 0.74;
/** Never offered as columns: they are the engine's. */
const HIDDEN = new Set(['id', 'version', 'deletedAt', 'lockedAt']);

/** Names of all fields that can be a column for this person, in the order of the definition. */
export const possibleColumns = (def: AnyDef): string[] => Object.keys({ ...def.fields, ...allFields(def) }).filter((name) => !HIDDEN.has(name));

/** The columns to show: the address before the person's choice before the definition; names that are gone drop out, and something always stays. */
export function shownColumns(def: AnyDef, preference: ColumnPreference, fromState?: readonly string[]): string[] {
  const known = new Set(possibleColumns(def));
  for (const list of [fromState, preference.shown, def.list.columns, [def.titleField]]) {
    const names = [...new Set(list ?? [])].filter((name) => known.has(name)).slice(0, QUERY_LIMITS.columns);
    if (names.length) return names;
  }
  return [];
}

const clamp = (width: number): number => Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(width)));

/** Lays columns side by side: pinned ones first, widths of the person or of the field's type; the title takes what room is left, unless the person gave it a width. */
export function layOut(def: AnyDef, names: readonly string[], preference: ColumnPreference, look: (field: FieldDef) => FieldLook, room: number, lead: number): { columns: Column[]; width: number } {
  const fields = allFields(def);
  const pinned = new Set(preference.pinned ?? []);
  const ordered = [...names.filter((name) => pinned.has(name)), ...names.filter((name) => !pinned.has(name))];
  const given = preference.widths ?? {};
  const base = ordered.flatMap((name) => {
    const field = fields[name];
    if (!field) return [];
    const { width: usual, align } = look(field);
    const width = name === def.numbering?.field ? numberWidth(def.numbering.pattern) : usual;
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const isTitle = name === def.titleField;
    return [{ name, field, width: clamp(own ?? (isTitle ? Math.max(TITLE_WIDTH, width) : width)), pinned: pinned.has(name), grows: own === undefined && isTitle, align }];
  });
  squeeze(base, room - lead, given, def.numbering?.field);
  const sum = base.reduce((total, column) => total + column.width, lead);
  // With no title to grow, the last column that nobody has set does.
  const grower = base.find((column) => column.grows) ?? base.findLast((column) => !Object.hasOwn(given, column.name) && column.align === 'left');
  const spare = Math.max(0, Math.floor(room - sum));
  let left = lead;
  const columns = base.map((column) => {
    const width = column === grower ? column.width + spare : column.width;
    const placed = { ...column, width, left };
    left += width;
    return placed;
  });
  return { columns, width: left };
}

/** Where room is short, columns that nobody has set give up to a quarter of their width before the list begins to scroll sideways. Figures keep theirs: a cut number is a wrong number. */
function squeeze(columns: { name: string; width: number; align: 'left' | 'right' }[], room: number, given: Readonly<Record<string, number>>, code: string | undefined): void {
  const own = columns.filter((column) => column.align === 'left' && column.name !== code && !Object.hasOwn(given, column.name));
  const over = columns.reduce((sum, column) => sum + column.width, 0) - room;
  const all = own.reduce((sum, column) => sum + column.width, 0);
  if (room <= 0 || over <= 0 || all === 0) return;
  const share = Math.max(SQUEEZED, 1 - over / all);
  for (const column of own) column.width = Math.max(MIN_WIDTH, Math.floor(column.width * share));
}

/** First and last of the unpinned columns that touch the window; pinned ones are always drawn. */
export function columnWindow(columns: readonly Column[], scrollLeft: number, room: number): { first: number; last: number } {
  const margin = 200;
  let first = columns.length;
  let last = -1;
  for (const [index, column] of columns.entries()) {
    if (column.pinned || column.left + column.width < scrollLeft - margin || column.left > scrollLeft + room + margin) continue;
    first = Math.min(first, index);
    last = index;
  }
  return { first, last };
}

/** Moves a column before or after another. */
export function moveColumn(names: readonly string[], name: string, target: string, side: 'before' | 'after'): string[] {
  if (name === target || !names.includes(name) || !names.includes(target)) return [...names];
  const rest = names.filter((other) => other !== name);
  const at = rest.indexOf(target) + (side === 'after' ? 1 : 0);
  return [...rest.slice(0, at), name, ...rest.slice(at)];
}
export const withWidth = (preference: ColumnPreference, name: string, width: number | null): ColumnPreference => {
  const { [name]: _, ...others } = preference.widths ?? {};
  return { ...preference, widths: width === null ? others : { ...others, [name]: clamp(width) } };
};
export const withPin = (preference: ColumnPreference, name: string, pin: boolean): ColumnPreference => {
  const others = (preference.pinned ?? []).filter((other) => other !== name);
  return { ...preference, pinned: pin ? [...others, name] : others };
};
