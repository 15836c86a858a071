import { objectOf } from '@wellspring/objects';
import { type Ctx, emit } from '../ctx.ts';
import { inOperation } from '../db/transaction.ts';
import { UserError } from '../errors.ts';
import { ConflictError } from '../errors.ts';
import { sql } from '../db/sql.ts';
import { type Batch, good, type SaveInput, type SaveOptions, type SaveResult, settle, startBatch } from './batch.ts';
import type { Item } from './behaviour.ts';
import { applyPatches, checkFlow, checkRefs, checkRequired, checkScopeAfter, checkUnique, checkValues, findChanged, placeOwners } from './checks.ts';
import { checkDuplicates } from './duplicates.ts';
import { assertOperation, assertUnlocked, assertVersions, lockRows } from './load.ts';
import { assignNumbers } from './numbering.ts';
import { updateRollups } from './rollup.ts';
import { writeRows } from './write.ts';

const MAX_DEPTH = 8;
const UNIQUE_TRIES = 5;

const itemsOf = (batch: Batch): Item<never>[] =>
  good(batch).map((draft) => ({
    id: draft.id, before: draft.before as never, draft: draft.record as never, changed: draft.changed,
    fail: (code: string, field?: string, params?: Record<string, unknown>) => { draft.errors.push({ code, ...(field ? { field } : {}), ...(params ? { params } : {}) }); },
  }));

async function runBeforeSave(batch: Batch): Promise<void> {
  const rules = batch.ctx.behaviours[batch.def.name];
  if (!rules?.prepare && !rules?.beforeSave) return;
  await rules.prepare?.(batch.ctx, itemsOf(batch));
  findChanged(batch);
  for (const item of itemsOf(batch)) rules.beforeSave?.(item, batch.ctx);
  findChanged(batch);
}

async function runAfterSave(batch: Batch): Promise<void> {
  const rules = batch.ctx.behaviours[batch.def.name];
  const items = itemsOf(batch);
  if (items.length) await rules?.afterSave?.(batch.ctx, items);
}

/** Writes; when somebody else takes a unique value in the same moment, the rows are checked and numbered once more instead of losing the batch. */
async function writeUnique(batch: Batch): Promise<void> {
  const number = batch.def.numbering?.field;
  const unnumbered = number ? good(batch).filter((draft) => draft.created && !draft.record[number]) : [];
  for (let tries = 1; ; tries++) {
    await batch.ctx.run(sql`SAVEPOINT write_rows`);
    try {
      await assignNumbers(batch);
      await writeRows(batch);
      await batch.ctx.run(sql`RELEASE SAVEPOINT write_rows`);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError) || error.code !== 'field.not-unique' || tries >= UNIQUE_TRIES) throw error;
      await batch.ctx.run(sql`ROLLBACK TO SAVEPOINT write_rows`);
      // A number that somebody typed meanwhile is not this row's fault: it gets the next.
      for (const draft of number ? unnumbered : []) { draft.record[number as string] = null; draft.changed.delete(number as string); }
      await checkUnique(batch);
      settle(batch);
    }
  }
}

function announce(batch: Batch): void {
  const drafts = good(batch).filter((draft) => draft.created || draft.changed.size);
  const [created, updated] = [drafts.filter((draft) => draft.created), drafts.filter((draft) => !draft.created)];
  const { ctx, def } = batch;
  if (created.length) emit(ctx, { topic: `${def.name}.created`, key: created[0]?.id ?? '', payload: { ids: created.map((draft) => draft.id) } });
  if (updated.length) emit(ctx, { topic: `${def.name}.updated`, key: updated[0]?.id ?? '', payload: { ids: updated.map((draft) => draft.id), fields: [...new Set(updated.flatMap((draft) => [...draft.changed]))] } });
}

/** What is asked of every record before it is written; each step takes the whole batch and a constant number of statements. */
async function check(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  if (batch.drafts.some((draft) => draft.created)) assertOperation(ctx, def, 'create');
  if (batch.drafts.some((draft) => !draft.created)) assertOperation(ctx, def, 'update');
  checkValues(batch);
  settle(batch);
  await lockRows(batch);
  settle(batch);
  assertUnlocked(batch);
  await assertVersions(batch);
  settle(batch);
  applyPatches(batch);
  await placeOwners(batch);
  settle(batch);
  checkFlow(batch);
  await runBeforeSave(batch);
  checkRequired(batch);
  settle(batch);
  await checkRefs(batch);
  settle(batch);
  await checkScopeAfter(batch);
  await checkUnique(batch);
  settle(batch);
  await checkDuplicates(batch);
  settle(batch);
}

const results = (batch: Batch): SaveResult => ({
  saved: batch.drafts.map((draft) => ({ input: draft.input, id: draft.id, created: draft.created, version: draft.record.version as number })),
  refused: batch.refused, duplicates: batch.duplicates, operationId: batch.ctx.tx?.operation?.begun ? batch.ctx.tx.operation.id : null,
});

/**
 * The one way a record is written: creates and updates together, one or five hundred, from a form, a file, a task or a rule.
 * Rights, references, flow, behaviour, duplicates, numbers, rows, journal, roll-ups and events commit together or not at all.
 * @throws ForbiddenError, NotFoundError, ConflictError, or UserError naming each offending field (unless `partial`)
 */
export function saveRecords(given: Ctx, objectName: string, inputs: readonly SaveInput[], options: SaveOptions = {}): Promise<SaveResult> {
  const def = objectOf(objectName);
  if (given.depth >= MAX_DEPTH) throw new UserError('internal');
  const kind = options.kind ?? (inputs.every((input) => input.id === undefined) ? 'create' : 'update');
  return inOperation({ ...given, depth: given.depth + 1 }, { kind, object: objectName }, async (ctx) => {
    const batch = startBatch(ctx, def, inputs, options);
    await check(batch);
    if (options.dryRun) return results(batch);
    await writeUnique(batch);
    await updateRollups(ctx, def, good(batch));
    await runAfterSave(batch);
    announce(batch);
    return results(batch);
  });
}
