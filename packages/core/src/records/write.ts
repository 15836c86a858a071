import type { AnyDef, ChangeKind, Fields } from '@wellspring/objects';
import { type StoredColumn, storedColumns } from '../db/columns.ts';
import { ident, raw, sql } from '../db/sql.ts';
import { type ChangeRow, writeChanges } from '../journal/write.ts';
import { searchColumns } from '../search/index.ts';
import { type Batch, type Draft, good } from './batch.ts';
import { ENGINE } from './checks.ts';

const list = (columns: readonly { column: string }[], prefix = ''): string => columns.map((one) => `${prefix}"${one.column}"`).join(', ');
const typed = (columns: readonly { column: string; type: string }[]): string => columns.map((one) => `"${one.column}" ${one.type}`).join(', ');
const SEARCH = [{ column: 'search', type: 'text[]' }, { column: 'search_text', type: 'text' }];

const cells = (columns: readonly StoredColumn[], draft: Draft): Record<string, unknown> => Object.fromEntries(columns.map((one) => [one.column, one.value(draft.record)]));
const found = (def: AnyDef, draft: Draft): Record<string, unknown> => {
  const { search, searchText } = searchColumns(def, draft.record);
  return { search, search_text: searchText };
};

async function insertRows(batch: Batch, drafts: readonly Draft[]): Promise<void> {
  if (!drafts.length) return;
  const { ctx, def } = batch;
  const columns = [...storedColumns(def), ...SEARCH];
  const rows = drafts.map((draft) => ({ ...cells(storedColumns(def), draft), ...found(def, draft) }));
  await ctx.run(sql`INSERT INTO ${ident(def.table)} (${raw(list(columns))}) SELECT ${raw(list(columns, 'x.'))} FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(${raw(typed(columns))})`);
}

/** Fields whose change moves the search columns. */
const sought = (def: AnyDef): Set<string> => new Set([...def.search, def.titleField, ...(def.dedupe ?? []).flatMap((rule) => rule.fields)]);

async function updateRows(batch: Batch, drafts: readonly Draft[]): Promise<void> {
  if (!drafts.length) return;
  const { ctx, def } = batch;
  const names = new Set(drafts.flatMap((draft) => [...draft.changed]));
  const seeks = sought(def);
  const searching = [...names].some((name) => seeks.has(name));
  const columns: { column: string; type: string }[] = [
    ...storedColumns(def).filter((one) => names.has(one.field) || one.field === 'deletedAt' || one.field === 'version' || one.field === 'updatedAt' || one.field === 'updatedById'),
    ...(searching ? SEARCH : []),
  ];
  const rows = drafts.map((draft) => ({ ...Object.fromEntries(storedColumns(def).filter((one) => one.field === 'id' || columns.some((other) => other.column === one.column)).map((one) => [one.column, one.value(draft.record)])), ...(searching ? found(def, draft) : {}) }));
  await ctx.run(sql`UPDATE ${ident(def.table)} t SET ${raw(columns.map((one) => `"${one.column}" = x."${one.column}"`).join(', '))} FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("id" uuid, ${raw(typed(columns))}) WHERE t.id = x.id`);
}

const pick = (record: Record<string, unknown>, names: Iterable<string>): Record<string, unknown> => Object.fromEntries([...names].map((name) => [name, record[name] ?? null]));

/**
 * Writes the rows of a batch and their changes. A create stores no copy (the row is there), an update the changed fields only.
 * Records without any change are left alone.
 */
export async function writeRows(batch: Batch, kind?: Exclude<ChangeKind, 'create' | 'update'>): Promise<void> {
  const { ctx } = batch;
  const now = ctx.now.toISOString();
  const drafts = good(batch);
  const fresh = drafts.filter((draft) => draft.created);
  const edited = drafts.filter((draft) => !draft.created && (kind !== undefined || draft.changed.size > 0));
  for (const draft of edited) {
    draft.record.version = (draft.before?.version as number) + 1;
    draft.record.updatedAt = now;
    if (ctx.user.login || !ctx.system) draft.record.updatedById = ctx.user.id;
  }
  await insertRows(batch, fresh);
  await updateRows(batch, edited);
  const changes: ChangeRow[] = [...fresh, ...edited].map((draft) => ({
    object: batch.def.name, recordId: draft.id, kind: draft.created ? 'create' : (kind ?? 'update'), version: draft.record.version as number,
    before: draft.created || !draft.changed.size ? null : pick(draft.before ?? {}, draft.changed),
    after: draft.created || !draft.changed.size ? null : pick(draft.record, draft.changed),
  }));
  await writeChanges(ctx, changes);
}

/** Puts given values back as they were, past hooks and rights: the write of an undo. Engine fields and roll-ups stay the engine's. */
export const restorable = (def: AnyDef, name: string): boolean => !ENGINE.has(name) && (def.fields as Fields)[name]?.type !== 'rollup';
