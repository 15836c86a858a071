import { type FieldChange, type Fields, fieldOf, type HistoryAnswer, type HistoryEntry, type Labels, maskValue, objectOf } from '@wellspring/objects';
import { readableFields } from '../access/fields.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { loadLabels } from '../query/labels.ts';
import { readAnywhere } from '../records/record.ts';

const PAGE = 50;
type Row = { id: number; operationId: string; operation: string; source: HistoryEntry['source']; at: string; userId: string | null; kind: HistoryEntry['kind']; version: number; before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** Fields in the order of the definition; what the reader may not see is not there, what he may see masked is masked. */
function visibleChanges(rights: ReadonlyMap<string, string>, row: Row): FieldChange[] {
  const names = Object.keys(row.after ?? row.before ?? {}).filter((name) => rights.has(name));
  return names.map((field) => {
    const show = (value: unknown): unknown => (rights.get(field) === 'mask' ? maskValue(value ?? null) : (value ?? null));
    return { field, before: show(row.before?.[field]), after: show(row.after?.[field]) };
  });
}

/** Who changed what of a record and when, newest first; read from the journal with the reader's field rights. @throws NotFoundError */
export async function recordHistory(ctx: Ctx, object: string, id: string, options: { cursor?: string | null; field?: string } = {}): Promise<HistoryAnswer> {
  const def = objectOf(object);
  await readAnywhere(ctx, object, id);
  const rights = readableFields(ctx, def);
  const field = options.field && rights.has(options.field) && fieldOf(def, options.field) ? options.field : null;
  if (options.field && !field) return { entries: [], labels: {}, next: null };
  const before = Number(options.cursor ?? Number.MAX_SAFE_INTEGER);
  const rows = await ctx.run<Row>(sql`
    SELECT c.id, c.operation_id AS "operationId", o.kind AS operation, o.source, c.at, o.user_id AS "userId", c.kind, c.version, c.before, c.after
    FROM change c JOIN operation o ON o.id = c.operation_id
    WHERE c.object = ${object} AND c.record_id = ${id} AND c.id < ${Number.isSafeInteger(before) ? before : 0} AND (${field}::text IS NULL OR c.after ? ${field})
    ORDER BY c.id DESC LIMIT ${PAGE + 1}`);
  const page = rows.slice(0, PAGE);
  const entries = page.map((row) => ({ id: String(row.id), operationId: row.operationId, operation: row.operation, source: row.source, at: row.at, userId: row.userId, kind: row.kind, version: row.version, changes: visibleChanges(rights, row) }))
    .filter((entry) => entry.kind !== 'update' || entry.changes.length);
  return { entries, labels: await labelsOf(ctx, object, entries), next: rows.length > PAGE ? String(page.at(-1)?.id) : null };
}

async function labelsOf(ctx: Ctx, object: string, entries: readonly HistoryEntry[]): Promise<Labels> {
  const def = objectOf(object);
  const refs = Object.entries(def.fields as Fields).filter(([, field]) => field.type === 'ref' || field.type === 'user' || field.type === 'anyRef').map(([name]) => name);
  const pseudo = entries.flatMap((entry) => [
    { ownerId: null, ...Object.fromEntries(entry.changes.map((change) => [change.field, change.before])), createdById: entry.userId },
    Object.fromEntries(entry.changes.map((change) => [change.field, change.after])),
  ]);
  return loadLabels(ctx, def, pseudo, [...refs, 'ownerId', 'deptId', 'createdById']);
}
