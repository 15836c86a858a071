import { accessTo, type AnyDef, type BulkRequest, type BulkResult, canDo, fieldOf, fieldRight, isUuid, objectOf, type RowError, type TaskAnswer } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import type { Ctx } from '../ctx.ts';
import { ident, raw, sql } from '../db/sql.ts';
import { inOperation } from '../db/transaction.ts';
import { type FieldFault, ForbiddenError, UserError } from '../errors.ts';
import { newId } from '../ids.ts';
import { lookupRecords } from '../query/lookup.ts';
import { countRecords } from '../query/list.ts';
import { compileWhere, type Selection } from '../query/rows.ts';
import { actOnRecords } from '../records/act.ts';
import type { Refused, SaveOptions, SaveResult } from '../records/batch.ts';
import { purgeRecords, removeRecords, restoreRecords, transferRecords } from '../records/lifecycle.ts';
import { saveRecords } from '../records/save.ts';
import { inputFaults, valueFault } from '../records/values.ts';
import { defineTask, startTask } from './task.ts';

export const BULK_LIMIT = 10_000;
const CHUNK = 500;
const LISTED_ERRORS = 100;

type Op = BulkRequest['op'];
/** What each operation asks of its request, and what it does with a chunk. */
type BulkOp = {
  /** Its records lie in the recycle bin. */
  recycled?: boolean;
  check(ctx: Ctx, def: AnyDef, request: BulkRequest): void;
  run(ctx: Ctx, object: string, ids: readonly string[], request: BulkRequest, options: SaveOptions): Promise<SaveResult>;
};

const assertOp = (ctx: Ctx, def: AnyDef, op: string): void => { if (!canDo(ctx.access, def.name, op)) throw new ForbiddenError(); };
const targets = (ids: readonly string[]): { id: string }[] => ids.map((id) => ({ id }));

function checkChanges(ctx: Ctx, def: AnyDef, { changes }: BulkRequest): void {
  if (accessTo(ctx.access, def.name).update === 'none') throw new ForbiddenError();
  const entries = Object.entries(changes ?? {});
  if (!entries.length) throw new UserError('bulk.nothing');
  const fields = entries.flatMap(([name, value]): FieldFault | [] => {
    const field = fieldOf(def, name);
    if (!field) return { field: name, code: 'field.unknown', params: { field: name } };
    if (field.readonly) return { field: name, code: 'field.readonly' };
    if (fieldRight(ctx.access, def.name, name, field) !== 'write') return { field: name, code: 'field.denied' };
    return valueFault(name, field, value) ?? [];
  });
  if (fields[0]) throw new UserError(fields[0].code, { field: fields[0].field, fields, ...(fields[0].params ? { params: fields[0].params } : {}) }, fields[0].code === 'field.denied' ? 403 : 400);
}

function checkAction(ctx: Ctx, def: AnyDef, request: BulkRequest): void {
  const action = Object.hasOwn(def.actions ?? {}, request.action ?? '') ? def.actions?.[request.action ?? ''] : undefined;
  if (!action?.bulk || !request.action) throw new UserError('bulk.action');
  assertOp(ctx, def, request.action);
  const faults = inputFaults(action.input, request.input ?? {});
  if (faults[0]) throw new UserError(faults.length === 1 ? faults[0].code : 'record.invalid', { field: faults[0].field, fields: faults });
}

const ops: Readonly<Record<Op, BulkOp>> = {
  update: { check: checkChanges, run: (ctx, object, ids, { changes }, options) => saveRecords(ctx, object, ids.map((id, row) => ({ id, row, values: changes ?? {} })), options) },
  transfer: {
    check(ctx, def, { ownerId }) {
      assertOp(ctx, def, 'transfer');
      if (ownerId !== null && !isUuid(ownerId)) throw new UserError('bulk.shape');
    },
    run: (ctx, object, ids, { ownerId }, options) => transferRecords(ctx, object, targets(ids), ownerId ?? null, options),
  },
  delete: { check: (ctx, def) => assertOp(ctx, def, 'delete'), run: (ctx, object, ids, _, options) => removeRecords(ctx, object, targets(ids), options) },
  restore: { recycled: true, check: (ctx, def) => assertOp(ctx, def, 'restore'), run: (ctx, object, ids, _, options) => restoreRecords(ctx, object, targets(ids), options) },
  purge: { recycled: true, check: (ctx, def) => assertOp(ctx, def, 'purge'), run: (ctx, object, ids, _, options) => purgeRecords(ctx, object, targets(ids), options) },
  action: { check: checkAction, run: (ctx, object, ids, { action, input }, options) => actOnRecords(ctx, object, targets(ids), action ?? '', input ?? {}, options) },
};

const selectionOf = (request: BulkRequest): Selection => {
  const { filter, search, view } = request.query ?? {};
  return { ...(filter ? { filter } : {}), ...(search ? { search } : {}), ...(view ? { view } : {}), ...(ops[request.op].recycled ? { recycled: true } : {}) };
};

/**
 * Starts one act on many records: those named, or all that a query finds within the caller's scope.
 * @throws ForbiddenError without the right, UserError `bulk.*`, `field.*`, `query.*` for a bad request
 */
export async function startBulk(ctx: Ctx, object: string, request: BulkRequest): Promise<TaskAnswer> {
  const def = objectOf(object);
  const op = Object.hasOwn(ops, request.op) ? ops[request.op] : undefined;
  if (!op || (request.ids === undefined) === (request.query === undefined)) throw new UserError('bulk.shape');
  op.check(ctx, def, request);
  const ids = request.ids ? [...new Set(request.ids)] : undefined;
  if (ids) {
    if (!ids.length) throw new UserError('bulk.nothing');
    if (ids.length > BULK_LIMIT) throw new UserError('bulk.too-many', { params: { max: BULK_LIMIT } });
    if (!ids.every(isUuid)) throw new UserError('bulk.shape');
  } else {
    compileWhere(ctx, def, selectionOf(request), 't'); // a bad query is told now, not by a failed task
  }
  return startTask(ctx, 'bulk', object, { ...request, ...(ids ? { ids } : {}) }, { operationId: newId(), ...(ids ? { total: ids.length } : {}) });
}

/** `at`: how many of the ids are done. `after`: the last id done; the walk goes down, so that records made meanwhile are never met. */
type Spot = { at: number; after: string | null; end: boolean };

async function nextIds(ctx: Ctx, def: AnyDef, request: BulkRequest, spot: Spot): Promise<string[]> {
  if (request.ids) return request.ids.slice(spot.at, spot.at + CHUNK);
  const rows = await ctx.run<{ id: string }>(sql`
    SELECT t.id FROM ${ident(def.table)} t WHERE ${compileWhere(ctx, def, selectionOf(request), 't')} ${spot.after ? sql`AND t.id < ${spot.after}` : raw('')} ORDER BY t.id DESC LIMIT ${CHUNK}`);
  return rows.map((row) => row.id);
}

async function listErrors(ctx: Ctx, object: string, refused: readonly Refused[], rowOf: ReadonlyMap<string, number>, room: number): Promise<RowError[]> {
  const listed = refused.slice(0, room);
  if (!listed.length) return [];
  const { rows } = await lookupRecords(ctx, object, { ids: listed.map(({ input }) => input.id ?? '') });
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  return listed.map(({ input, errors }) => {
    const { code = 'request.invalid', field, params } = errors[0] ?? {};
    const [id = '', title] = [input.id, titles.get(input.id ?? '')];
    return { row: rowOf.get(id) ?? 0, id, ...(title === undefined ? {} : { title }), ...(field ? { field } : {}), code, ...(params ? { params } : {}), message: errorText(code, ctx.locale, params) };
  });
}

export const bulkTask = defineTask<BulkRequest, Spot>({
  kind: 'bulk',
  async *run(task, request) {
    const { object, operationId } = task.row;
    const def = objectOf(object ?? '');
    if (!operationId) throw new Error('a bulk task without an operation');
    while (!task.checkpoint?.end) {
      await task.step(async (ctx) => {
        ops[request.op].check(ctx, def, request); // a right may be gone since the start
        const spot = task.checkpoint ?? { at: 0, after: null, end: false };
        const before = (task.row.result as BulkResult | null) ?? { done: 0, failed: 0, errors: [] };
        const total = task.row.total ?? (await countRecords(ctx, def.name, { ...selectionOf(request), exact: true })).count;
        const ids = await nextIds(ctx, def, request, spot);
        const { saved, refused } = ids.length
          ? await inOperation(ctx, { id: operationId, kind: `bulk-${request.op}`, object: def.name, taskId: task.row.id }, (inner) => ops[request.op].run(inner, def.name, ids, request, { partial: true }))
          : { saved: [], refused: [] };
        const rowOf = new Map(ids.map((id, index) => [id, spot.at + index + 1]));
        const errors = await listErrors(ctx, def.name, refused, rowOf, LISTED_ERRORS - before.errors.length);
        const result: BulkResult = { done: before.done + saved.length, failed: before.failed + refused.length, errors: [...before.errors, ...errors] };
        const at = spot.at + ids.length;
        return { checkpoint: { at, after: ids.at(-1) ?? spot.after, end: ids.length < CHUNK }, progress: at, total: Math.max(total, at), result };
      });
      yield;
    }
    return undefined;
  },
});
