import { type AnyDef, allFields, type FieldDef, fieldOf, type Storage, specOf } from '@wellspring/objects';
import { column, raw, type Sql, sql } from './sql.ts';
import { snake } from './sql.ts';

/** One column of an object's table: which field it belongs to, its SQL type, and its value taken from a record. */
export type StoredColumn = { field: string; key: string; column: string; type: string; storage: Storage; nullable: boolean; value: (record: Record<string, unknown>) => unknown };

/** SQL name of a storage type, for casts and typed record sets. */
export function sqlType(storage: Storage): string {
  const size = storage.type === 'numeric' && storage.precision ? `(${storage.precision},${storage.scale ?? 0})` : storage.type === 'timestamptz' ? '(3)' : '';
  return `${storage.type}${size}${storage.array ? '[]' : ''}`;
}

const text: Storage = { type: 'text' };
const uuid: Storage = { type: 'uuid' };
const isRollupCount = (field: FieldDef): boolean => field.type === 'rollup' && field.fn === 'count';

function columnsOfField(name: string, field: FieldDef): StoredColumn[] {
  if (field.type === 'anyRef') {
    const part = (suffix: 'Object' | 'Id', storage: Storage, key: 'object' | 'id'): StoredColumn => ({
      field: name, key: `${name}${suffix}`, column: snake(`${name}${suffix}`), type: sqlType(storage), storage, nullable: true,
      value: (record) => (record[name] as { object: string; id: string } | null | undefined)?.[key] ?? null,
    });
    return [part('Object', text, 'object'), part('Id', uuid, 'id')];
  }
  const storage = specOf(field).storage(field);
  return [{ field: name, key: name, column: snake(name), type: sqlType(storage), storage, nullable: !field.required && !isRollupCount(field), value: (record) => record[name] ?? null }];
}

const cache = new WeakMap<AnyDef, StoredColumn[]>();

/** Every column that holds a field of the object, system fields first. `custom`, `search` and `search_text` are not fields. */
export function storedColumns(def: AnyDef): StoredColumn[] {
  let columns = cache.get(def);
  if (!columns) {
    columns = Object.entries(allFields(def)).flatMap(([name, field]) => columnsOfField(name, field));
    cache.set(def, columns);
  }
  return columns;
}

/** The value of a field as one expression, in its wire shape (an anyRef as a JSON object). */
export function selectField(def: AnyDef, name: string, alias: string): Sql {
  const field = fieldOf(def, name);
  if (!field) throw new Error(`no field ${def.name}.${name}`);
  if (field.type !== 'anyRef') return column(alias, name);
  const id = column(alias, `${name}Id`);
  return sql`CASE WHEN ${id} IS NULL THEN NULL ELSE jsonb_build_object('object', ${column(alias, `${name}Object`)}, 'id', ${id}) END`;
}

/** `expr AS "name"` for each field, ready for a SELECT list. */
export const selectFields = (def: AnyDef, names: readonly string[], alias: string): Sql[] => names.map((name) => sql`${selectField(def, name, alias)} AS ${raw(`"${name}"`)}`);
