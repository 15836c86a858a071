import { type ActionDef, type AnyDef, canDo, type Duplicate, objectOf, type RecordAnswer, type WireRecord } from '@wellspring/objects';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, join, raw, sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { compileFilter } from '../query/compile.ts';
import { mayDo, readableFields, visibleObject } from '../access/fields.ts';
import { type ReadRecord, readRecord, relatedCounts } from '../query/record.ts';
import { actOnRecords } from './act.ts';
import type { SaveInput, SaveOptions, SaveResult, Values } from './batch.ts';
import { findDuplicates } from './duplicates.ts';
import { purgeRecords, removeRecords, restoreRecords, transferRecords } from './lifecycle.ts';
import { saveRecords } from './save.ts';

/** Actions whose state fits this record and whose right the caller has. */
async function readyActions(ctx: Ctx, def: AnyDef, id: string): Promise<string[]> {
  const declared = Object.entries((def.actions ?? {}) as Record<string, ActionDef>).filter(([name]) => ctx.system || canDo(ctx.access, def.name, name));
  if (!declared.length) return [];
  const house = { ...ctx, system: true };
  const checks = declared.map(([, action], index) => sql`${action.when ? compileFilter(house, def, action.when, 't') : raw('TRUE')} AS ${ident(`a${index}`)}`);
  const [row] = await ctx.run<Record<string, boolean>>(sql`SELECT ${join(checks, ', ')} FROM ${ident(def.table)} t WHERE t.id = ${id}`);
  return declared.filter((_, index) => row?.[`a${index}`]).map(([name]) => name);
}

/** The nearest open to-do that hangs on the record and that the caller may see. */
async function nextTask(ctx: Ctx, object: string, id: string): Promise<WireRecord | null> {
  const task = objectOf('task');
  if (object === 'task' || (!ctx.system && !readableFields(ctx, task).has('subject'))) return null;
  const of = object === 'customer' ? sql`t.customer_id = ${id}` : sql`(t.subject_id = ${id} AND t.subject_object = ${object})`;
  const [row] = await ctx.run<WireRecord>(sql`SELECT t.id, t.version, t.title, t.kind, ${column('t', 'dueAt')} AS "dueAt", t.owner_id AS "ownerId" FROM task t WHERE ${of} AND t.status = 'open' AND t.deleted_at IS NULL AND (${compileScope(ctx, task, 'read', 't')}) ORDER BY t.due_at NULLS LAST, t.id LIMIT 1`);
  return row ?? null;
}

/** A live record, or one of the recycle bin for those who may bring it back. @throws NotFoundError */
export async function readAnywhere(ctx: Ctx, object: string, id: string): Promise<ReadRecord> {
  try {
    return await readRecord(ctx, object, id);
  } catch (error) {
    if (!(error instanceof NotFoundError) || !mayDo(ctx, object, ['restore', 'purge'])) throw error;
    return readRecord(ctx, object, id, { deleted: true });
  }
}

/** A record with labels, related counts, the next to-do, and what the caller may do with it. @throws NotFoundError */
export async function getRecord(ctx: Ctx, object: string, id: string): Promise<RecordAnswer> {
  const def = objectOf(object);
  const { record, labels, updatable } = await readAnywhere(ctx, object, id);
  const live = record.deletedAt === null || record.deletedAt === undefined;
  const may = (op: string): boolean => updatable && (ctx.system || canDo(ctx.access, object, op));
  const [counts, actions, next] = await Promise.all([relatedCounts(ctx, def, id), live && updatable ? readyActions(ctx, def, id) : [], live ? nextTask(ctx, object, id) : null]);
  return {
    record, labels, counts, next,
    can: {
      update: live && updatable && !record.lockedAt, delete: live && may('delete'), transfer: live && may('transfer') && !def.scope.includes('public'),
      restore: !live && may('restore'), purge: !live && may('purge'), actions,
    },
  };
}

/** A refused edit shows the caller what stands there now, as far as he may read it. */
async function withCurrent<T>(ctx: Ctx, object: string, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConflictError) || error.code !== 'record.changed') throw error;
    const { record, labels } = await readRecord(ctx, object, id, {});
    throw new ConflictError('record.changed', { ...error.details, current: record, labels });
  }
}

/** What was written, read in the writer's own transaction: somebody who takes the record away a moment later cannot turn a success into a 404. */
const answer = async (ctx: Ctx, object: string, id: string, result: SaveResult, duplicates: Duplicate[] = []): Promise<RecordAnswer> => ({
  ...(await getRecord(ctx, object, id)), ...(result.operationId ? { operationId: result.operationId } : {}), ...(duplicates.length ? { duplicates } : {}),
});

/** Creates one record. @throws UserError naming each wrong field */
export const createRecord = (ctx: Ctx, object: string, values: Values, options: SaveOptions = {}): Promise<RecordAnswer> => inTransaction(ctx, async (inner) => {
  const input: SaveInput = { values };
  const result = await saveRecords(inner, object, [input], options);
  const [saved] = result.saved;
  if (!saved) throw new Error('nothing was saved and nothing said why');
  return answer(inner, object, saved.id, result, result.duplicates.get(input));
});

/** Changes one record. Edits of different fields by two people are both kept; of the same field, the later is a conflict. @throws ConflictError `record.changed` */
export const updateRecord = (ctx: Ctx, object: string, id: string, { version, ...values }: { version?: number } & Values): Promise<RecordAnswer> => withCurrent(ctx, object, id, () => inTransaction(ctx, async (inner) => {
  const input: SaveInput = { id, values, ...(version === undefined ? {} : { version }) };
  const result = await saveRecords(inner, object, [input]);
  return answer(inner, object, id, result, result.duplicates.get(input));
}));

const target = (id: string, version?: number) => [{ id, ...(version === undefined ? {} : { version }) }];

/** Moves one record to the recycle bin. */
export async function removeRecord(ctx: Ctx, object: string, id: string, version?: number): Promise<{ operationId: string }> {
  const { operationId } = await withCurrent(ctx, object, id, () => removeRecords(ctx, object, target(id, version)));
  return { operationId: operationId ?? '' };
}
/** Takes one record out of the recycle bin. */
export const restoreRecord = (ctx: Ctx, object: string, id: string): Promise<RecordAnswer> => inTransaction(ctx, async (inner) => answer(inner, object, id, await restoreRecords(inner, object, target(id))));
/** Removes one record from the recycle bin for good. */
export const purgeRecord = async (ctx: Ctx, object: string, id: string): Promise<{ operationId: string }> => ({ operationId: (await purgeRecords(ctx, object, target(id))).operationId ?? '' });
/** Gives one record to another owner. The giver may lose sight of it: then the answer holds what he last saw. */
export async function transferRecord(ctx: Ctx, object: string, id: string, ownerId: string | null, version?: number): Promise<RecordAnswer> {
  const before = await getRecord(ctx, object, id);
  const result = await withCurrent(ctx, object, id, () => transferRecords(ctx, object, target(id, version), ownerId));
  return answer(ctx, object, id, result).catch((error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    return { ...before, can: { update: false, delete: false, transfer: false, restore: false, purge: false, actions: [] }, ...(result.operationId ? { operationId: result.operationId } : {}) };
  });
}
/** Runs one of the definition's actions on one record. */
export const actOnRecord = async (ctx: Ctx, object: string, id: string, action: string, body: { version?: number; input?: Values }): Promise<RecordAnswer> =>
  withCurrent(ctx, object, id, () => inTransaction(ctx, async (inner) => answer(inner, object, id, await actOnRecords(inner, object, target(id, body.version), action, body.input ?? {}))));
/** Records like this draft, by the rules of the definition. */
export const checkDraft = async (ctx: Ctx, object: string, draft: Values & { id?: string }): Promise<{ duplicates: Duplicate[] }> => ({ duplicates: await findDuplicates(ctx, visibleObject(ctx, object), draft) });
