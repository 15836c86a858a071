import { type AnyDef, type FieldDef, fieldOf, phoneDigits, specOf } from '@wellspring/objects';
import { compileScope } from '../../access/scope.ts';
import type { Ctx } from '../../ctx.ts';
import { sqlType } from '../../db/columns.ts';
import { column, ident, raw, sql } from '../../db/sql.ts';
import { normalise } from '../../search/index.ts';
import { letterOf } from '../../search/search-columns.ts';
import type { ImportField } from './import-fields.ts';

/** Values that mean the same record have one key: width, case and script of texts, and the marks of phone numbers, do not matter. */
export function matchKey(field: FieldDef, value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return field.type === 'phone' ? phoneDigits(text) : field.unique ? text : normalise(text);
}

/**
 * Records the caller may see whose match field has one of these values: key → ids (two at most, to tell that it is not one).
 * Records he may not see are as absent.
 */
export async function findExisting(ctx: Ctx, def: AnyDef, match: ImportField, values: readonly unknown[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const byKey = new Map(values.map((value) => [matchKey(match.field, value), value]));
  byKey.delete('');
  if (!byKey.size) return found;
  const indexed = def.search.includes(match.name) && !match.field.unique;
  const keys = [...byKey.keys()];
  const type = raw(`${sqlType(specOf(fieldOf(def, match.name) as FieldDef).storage(match.field))}[]`);
  const condition = indexed ? sql`t.search @> ARRAY[w.stored]` : sql`${column('t', match.name)} = w.value`;
  const rows = await ctx.run<{ key: string; id: string }>(sql`
    SELECT w.key, m.id FROM unnest(${keys}::text[], ${keys.map((key) => `${indexed ? letterOf(def, match.name) : ''}=${key}`)}::text[], ${[...byKey.values()]}::${type}) AS w(key, stored, value)
    CROSS JOIN LATERAL (SELECT t.id FROM ${ident(def.table)} t WHERE ${condition} AND t.deleted_at IS NULL AND (${compileScope(ctx, def, 'read', 't')}) LIMIT 2) m`);
  for (const { key, id } of rows) found.set(key, [...(found.get(key) ?? []), id]);
  return found;
}
