import type { AnyDef, Fields } from '@wellspring/objects';
import { objects, objectNames } from '@wellspring/objects';
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm';
import { type StoredColumn, storedColumns } from './columns.ts';

type Row = Record<string, unknown>;
const LIVE = 'deleted_at IS NULL';

/** Columns that no field shows: values of custom fields, and what search is found by. */
const hidden: Record<string, EntitySchemaColumnOptions> = {
  custom: { type: 'jsonb', default: () => "'{}'" },
  search: { type: 'text', array: true, default: () => "'{}'" },
  searchText: { name: 'search_text', type: 'text', default: "''" },
};

const foreignKey = (def: AnyDef, stored: StoredColumn): EntitySchemaColumnOptions['foreignKey'] => {
  const field = (def.fields as Fields)[stored.field];
  const to = field && (field.type === 'ref' || field.type === 'user') ? (field.to ?? 'user') : stored.field === 'ownerId' ? 'user' : stored.field === 'deptId' ? 'department' : null;
  if (!to) return undefined;
  const rule = field && 'onDelete' in field && field.onDelete === 'setNull' ? 'SET NULL' : 'RESTRICT';
  return { target: to, onDelete: rule, name: `fk_${def.table}_${stored.column}` };
};

function columnOptions(def: AnyDef, stored: StoredColumn): EntitySchemaColumnOptions {
  const { storage } = stored;
  const zero = stored.field in def.fields && !stored.nullable && (def.fields as Fields)[stored.field]?.type === 'rollup';
  return {
    name: stored.column, type: storage.type, nullable: stored.nullable && stored.field !== 'id',
    ...(storage.array ? { array: true } : {}),
    ...(storage.type === 'numeric' && storage.precision ? { precision: storage.precision, scale: storage.scale ?? 0 } : {}),
    ...(storage.type === 'timestamptz' ? { precision: 3 } : {}),
    ...(stored.field === 'id' ? { primary: true } : {}),
    ...(zero ? { default: 0 } : {}),
    ...(foreignKey(def, stored) ? { foreignKey: foreignKey(def, stored) } : {}),
  };
}

/** An index that EntitySchema cannot say (GIN with options, DESC NULLS LAST): written by hand here, once for every object. */
export type HandIndex = { name: string; sql: string };
// A short pending list: imports write it in bulk, searches never read more than 256 kB of it (docs/adr/0008).
export function handIndexes(def: AnyDef): HandIndex[] {
  const on = `ON "${def.table}"`;
  const list: HandIndex[] = [
    { name: `gx_${def.table}_search`, sql: `CREATE INDEX "gx_${def.table}_search" ${on} USING gin ("search") WITH (gin_pending_list_limit = 256)` },
    { name: `gx_${def.table}_search_text`, sql: `CREATE INDEX "gx_${def.table}_search_text" ${on} USING gin ("search_text" gin_trgm_ops) WITH (gin_pending_list_limit = 256)` },
  ];
  for (const stored of storedColumns(def)) {
    const field = (def.fields as Fields)[stored.field];
    if (field?.indexed === 'desc') list.push({ name: `ix_${def.table}_${stored.column}`, sql: `CREATE INDEX "ix_${def.table}_${stored.column}" ${on} ("${stored.column}" DESC NULLS LAST, "id" DESC) WHERE ${LIVE}` });
    if (field?.type === 'multiSelect') list.push({ name: `gx_${def.table}_${stored.column}`, sql: `CREATE INDEX "gx_${def.table}_${stored.column}" ${on} USING gin ("${stored.column}") WITH (gin_pending_list_limit = 256)` });
  }
  return list;
}

/** The TypeORM schema of an object: columns, foreign keys and indexes, all read from its definition. */
export function toEntity(def: AnyDef): EntitySchema<Row> {
  const stored = storedColumns(def);
  const columns: Record<string, EntitySchemaColumnOptions> = {};
  for (const one of stored) columns[one.key] = columnOptions(def, one);
  for (const [key, options] of Object.entries(hidden)) columns[key] = options;

  const t = def.table;
  const indices: NonNullable<EntitySchemaOptions<unknown>['indices']> = [
    { name: `ix_${t}_created`, columns: ['createdAt', 'id'], where: LIVE },
    { name: `ix_${t}_owner`, columns: ['ownerId', 'createdAt', 'id'], where: LIVE },
    { name: `ix_${t}_dept`, columns: ['deptId', 'createdAt', 'id'], where: LIVE },
    { name: `ix_${t}_deleted`, columns: ['deletedAt', 'id'], where: 'deleted_at IS NOT NULL' },
    { name: `gx_${t}_search`, columns: ['search'], synchronize: false },
    { name: `gx_${t}_search_text`, columns: ['searchText'], synchronize: false },
  ];
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    const first = stored.find((one) => one.field === name);
    if (!first) continue;
    if (field.type === 'anyRef') indices.push({ name: `ix_${t}_${first.column.replace(/_object$/, '')}`, columns: [`${name}Id`, `${name}Object`], where: LIVE });
    else if (field.unique) indices.push({ name: `ux_${t}_${first.column}`, columns: [name], unique: true, where: LIVE });
    else if (field.type === 'multiSelect') indices.push({ name: `gx_${t}_${first.column}`, columns: [name], synchronize: false });
    else if (field.indexed === 'desc') indices.push({ name: `ix_${t}_${first.column}`, columns: [name], synchronize: false });
    else if (field.indexed || field.type === 'ref' || field.type === 'user') indices.push({ name: `ix_${t}_${first.column}`, columns: [name, 'id'], where: LIVE });
  }
  return new EntitySchema<Row>({ name: def.name, tableName: t, columns, indices });
}

export const objectEntities = objectNames.map((name) => toEntity(objects[name]));
