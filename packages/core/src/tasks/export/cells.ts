import { type AnyDef, type AnyRefValue, type FieldDef, fieldOf, type Labels, type Locale, labels, objectOf, specOf, type TextContext, type WireRecord } from '@wellspring/objects';

export type ExportColumn = { path: string; header: string; field: FieldDef; def: AnyDef; name: string; masked: boolean };
export type ExportContext = { locale: Locale; timeZone: string };

const contextOf = ({ locale, timeZone }: ExportContext, def: AnyDef): TextContext => ({ locale, timeZone, optionLabel: (field, key) => labels.option(def, field, key, locale) });

/** Text of a value: a reference by its title, a choice by its word, a masked value as it was masked. A record the caller may not see is blank. */
export function cellText(column: ExportColumn, record: WireRecord, titles: Labels, context: ExportContext): string {
  const value = record[column.path] ?? null;
  const { field } = column;
  if (value === null) return '';
  if (column.masked) return String(value);
  if (field.type === 'anyRef') return titles[(value as AnyRefValue).object]?.[(value as AnyRefValue).id] ?? '';
  if (column.name === 'id') return String(value);
  if (field.type === 'ref' || field.type === 'user') return titles[field.to ?? 'user']?.[String(value)] ?? '';
  const named = { ...field, name: column.name };
  return specOf(field).format(value, named, contextOf(context, column.def));
}

/** How a value lies in a sheet: a number stays one while fifteen digits hold it, days and instants are dates, all else is text. */
export function sheetValue(column: ExportColumn, record: WireRecord, titles: Labels, context: ExportContext): string | number | { serial: number; time: boolean } {
  const text = cellText(column, record, titles, context);
  if (text === '' || column.masked) return text;
  const kind = column.field.type === 'anyRef' ? 'text' : specOf(column.field).storage(column.field).type;
  if (kind === 'integer' || kind === 'numeric') {
    const plain = text.replace(/%$/, '');
    const digits = plain.replace(/[-.]/g, '').replace(/^0+/, '').length;
    const number = Number(plain);
    return text.endsWith('%') || digits > 15 || !Number.isFinite(number) ? text : number;
  }
  if (kind === 'date' || kind === 'timestamptz') {
    const millis = Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : 'T00:00:00Z'}`);
    const serial = (millis - Date.UTC(1899, 11, 30)) / 86_400_000;
    // Sheets count days from 1900; older ones are texts there.
    return Number.isFinite(serial) && serial >= 61 ? { serial, time: kind === 'timestamptz' } : text;
  }
  return text;
}

/** The column of a path (own field, system field, or one hop), with its header in the caller's language. */
export function exportColumn(def: AnyDef, path: string, right: (def: AnyDef, name: string) => string | undefined, locale: Locale): ExportColumn | null {
  const [via = '', name] = path.split('.');
  const first = fieldOf(def, via);
  if (!first) return null;
  const hop = name === undefined ? null : first.type === 'ref' || first.type === 'user' ? objectOf(first.to ?? 'user') : null;
  if (name !== undefined && !hop) return null;
  const [owner, own] = hop && name !== undefined ? [hop, name] : [def, via];
  const field = fieldOf(owner, own);
  const allowed = right(owner, own);
  if (!field || !allowed || (hop && !right(def, via))) return null;
  const header = hop ? `${labels.field(def, via, locale)} / ${labels.field(hop, own, locale)}` : labels.field(def, via, locale);
  return { path, header, field, def: owner, name: own, masked: allowed === 'mask' };
}
