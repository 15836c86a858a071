import type { ImportResult } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { inOperation } from '../../db/transaction.ts';
import { saveRecords } from '../../records/save.ts';
import { defineTask, type TaskProgress } from '../task.ts';
import { surveyFile } from './check-task.ts';
import { type ChunkResult, type FailedRow, importChunk, type SeenKeys } from './chunk.ts';
import { assertImport } from './imports.ts';
import { LIMITS } from './limits.ts';
import { type ImportPlan, planImport } from './plan.ts';
import { readRows } from './read-rows.ts';
import { type Pending, type RefCache, rememberRefs, resolveLater } from './refs.ts';
import { joinParts, rowErrors, writePart } from './result-file.ts';
import type { FileRow } from './row.ts';
import { loadImport } from './state.ts';

/** Where an import stands: the last row that is done, what came of the rows so far, and which links wait for the end. */
export type ImportCheckpoint = { row: number; part: number; total: number; result: ImportResult; pending: Pending[] };
const MAX_PENDING = 20_000;

const empty = (): ImportResult => ({ rows: 0, created: 0, updated: 0, skipped: 0, failed: 0, refsCreated: 0, errors: [] });

/** The counts after a chunk. */
function advance(plan: ImportPlan, { result }: ImportCheckpoint, rows: number, chunk: ChunkResult): ImportResult {
  const errors = result.errors.length < LIMITS.errors ? [...result.errors, ...chunk.failed.flatMap(({ row, faults }) => rowErrors(plan, row, faults))].slice(0, LIMITS.errors) : result.errors;
  return {
    rows: result.rows + rows, created: result.created + chunk.created, updated: result.updated + chunk.updated, skipped: result.skipped + chunk.skipped,
    failed: result.failed + chunk.failed.length, refsCreated: result.refsCreated + chunk.createdRefs.length, errors,
  };
}

/** Links between rows of the file, set when all of them are there. */
async function linkRows(ctx: Ctx, plan: ImportPlan, pending: readonly Pending[]): Promise<FailedRow[]> {
  const resolved = await resolveLater(ctx, plan, pending);
  const found = resolved.filter((one): one is { pending: Pending; id: string } => one.id !== null);
  const byRecord = new Map<string, { id: string; values: Record<string, unknown>; row: number }>();
  for (const { pending: { id: record, field, row }, id } of found) {
    const input = byRecord.get(record) ?? { id: record, values: {}, row };
    input.values[field] = id;
    byRecord.set(record, input);
  }
  const { refused } = byRecord.size ? await saveRecords(ctx, plan.def.name, [...byRecord.values()], { partial: true, skipDuplicates: true }) : { refused: [] };
  return [
    ...resolved.filter(({ id }) => id === null).map(({ pending: { row, field, text } }) => ({ row, cells: [], faults: [{ field, code: 'import.link-failed', value: text }] })),
    ...refused.map(({ input, errors }) => ({ row: input.row ?? 0, cells: [], faults: errors })),
  ];
}

/**
 * Writes a file into the tables: chunks of 500 rows, all in one operation of the journal, each with its checkpoint in the same commit.
 * Killed anywhere it goes on at the next row; cancelled it keeps what is done; undoing the operation takes all of it back.
 */
export const importTask = defineTask<{ importId: string }, ImportCheckpoint>({
  kind: 'import', heavy: true,
  async* run(task, { importId }) {
    const first = await task.ctxNow();
    const stored = await loadImport(first, importId);
    assertImport(first, stored.object);
    const plan = planImport(first, stored);
    const { rows: total, own } = await surveyFile(plan, task.signal);
    const [cache, seen]: [RefCache, SeenKeys] = [new Map(), new Map()];
    const { id: taskId, operationId } = task.row;
    const inImport = <T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> => {
      assertImport(ctx, plan.def.name);
      return inOperation({ ...ctx, source: 'import' }, { kind: 'import', object: plan.def.name, source: 'import', taskId, ...(operationId ? { id: operationId } : {}) }, work);
    };
    const now = (): ImportCheckpoint => task.checkpoint ?? { row: plan.headerRow, part: 0, total, result: empty(), pending: [] };

    const writeChunk = async (rows: FileRow[]): Promise<void> => {
      let chunk: ChunkResult | undefined;
      await task.step((ctx) => inImport(ctx, async (tx): Promise<TaskProgress<ImportCheckpoint>> => {
        const before = now();
        chunk = await importChunk(tx, plan, rows, { dryRun: false, cache, own, seen });
        const room = MAX_PENDING - before.pending.length;
        for (const { row, field, text } of chunk.pending.splice(room)) chunk.failed.push({ row, cells: [], faults: [{ field, code: 'import.link-failed', value: text }] });
        // Before the commit, under the chunk's own number: repeated, it only replaces itself.
        await writePart(tx.dataDir, taskId, before.part, plan, chunk.failed);
        const result = advance(plan, before, rows.length, chunk);
        return { checkpoint: { row: rows.at(-1)?.row ?? before.row, part: before.part + 1, total, result, pending: [...before.pending, ...chunk.pending] }, progress: result.rows, total, result };
      }));
      if (chunk) rememberRefs(cache, chunk.createdRefs);
    };

    for await (const batch of readRows(plan.path, plan.options)) {
      const rows = batch.filter((row) => row.row > now().row);
      if (!rows.length) continue;
      await writeChunk(rows);
      yield undefined;
    }
    while (now().pending.length) {
      await task.step((ctx) => inImport(ctx, async (tx): Promise<TaskProgress<ImportCheckpoint>> => {
        const before = now();
        const failed = await linkRows(tx, plan, before.pending.slice(0, LIMITS.batch));
        await writePart(tx.dataDir, taskId, before.part, plan, failed);
        const result = { ...before.result, errors: [...before.result.errors, ...failed.flatMap(({ row, faults }) => rowErrors(plan, row, faults))].slice(0, LIMITS.errors) };
        return { checkpoint: { ...before, part: before.part + 1, result, pending: before.pending.slice(LIMITS.batch) }, result };
      }));
      yield undefined;
    }
    const file = await joinParts(first.dataDir, taskId, plan, stored.fileName);
    return { result: now().result, ...(file ?? {}) };
  },
});
