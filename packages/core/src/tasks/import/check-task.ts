import type { ImportCheckResult, RowError, UnknownRef } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { inOperation } from '../../db/transaction.ts';
import { defineTask } from '../task.ts';
import { type ChunkResult, importChunk, type SeenKeys } from './chunk.ts';
import { LIMITS } from './limits.ts';
import { type ImportPlan, planImport } from './plan.ts';
import { refKey, type RefCache } from './refs.ts';
import { rowErrors } from './result-file.ts';
import { readRows } from './read-rows.ts';
import type { FileRow } from './row.ts';
import { loadImport } from './state.ts';
import { suggestFor } from './suggest.ts';
import { assertImport } from './imports.ts';

/** Thrown to take back what a check had to create on the way. */
class TakenBack extends Error {
  readonly result: ChunkResult;
  constructor(result: ChunkResult) {
    super('taken back');
    this.result = result;
  }
}

/** Checks rows as the import would write them, in a transaction that is always rolled back. */
async function tryChunk(ctx: Ctx, plan: ImportPlan, rows: readonly FileRow[], options: { cache: RefCache; own: ReadonlySet<string> | null; seen: SeenKeys }): Promise<ChunkResult> {
  try {
    return await inOperation(ctx, { kind: 'import', object: plan.def.name }, async (tx) => { throw new TakenBack(await importChunk(tx, plan, rows, { ...options, dryRun: true })); });
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}

/** Reads the file to its end once: how many rows, and the titles of its own records where rows point at each other. @throws UserError for a file that cannot be read to its end */
export async function surveyFile(plan: ImportPlan, signal: AbortSignal): Promise<{ rows: number; own: Set<string> | null }> {
  const selfRef = plan.columns.some(({ target }) => target.to === plan.def.name && target.name !== 'ownerId');
  const title = plan.columns.find(({ target }) => target.name === plan.def.titleField)?.column;
  const own = selfRef && title !== undefined ? new Set<string>() : null;
  let rows = 0;
  for await (const batch of readRows(plan.path, plan.options)) {
    signal.throwIfAborted();
    for (const row of batch) {
      if (row.row <= plan.headerRow) continue;
      rows += 1;
      if (own && title !== undefined) own.add(refKey(row.cells[title] ?? ''));
    }
  }
  own?.delete('');
  return { rows, own };
}

/** By field, then by the key under which spellings are one. */
type Unknowns = Map<string, { object: string; texts: Map<string, { text: string; rows: number; candidate: { id: string; title: string } | null }>; more: number }>;
function countUnknown(unknowns: Unknowns, plan: ImportPlan, found: ChunkResult['unknown']): void {
  for (const { field, text, candidates } of found) {
    const object = plan.columns.find(({ target }) => target.name === field)?.target.to ?? '';
    const entry = unknowns.get(field) ?? { object, texts: new Map(), more: 0 };
    unknowns.set(field, entry);
    const known = entry.texts.get(refKey(text));
    if (known) known.rows += 1;
    else if (entry.texts.size < LIMITS.unknown) entry.texts.set(refKey(text), { text, rows: 1, candidate: candidates[0] ?? null });
    else entry.more += 1;
  }
}
async function describeUnknown(ctx: Ctx, unknowns: Unknowns): Promise<UnknownRef[]> {
  const result: UnknownRef[] = [];
  for (const [field, { object, texts, more }] of unknowns) {
    const suggestions = await suggestFor(ctx, object, [...texts.values()].map(({ text }) => text));
    const values = [...texts.values()].map(({ text, rows, candidate }) => ({ text, rows, suggestion: candidate ?? suggestions.get(text) ?? null }));
    result.push({ field, object, more, values: values.toSorted((a, b) => b.rows - a.rows) });
  }
  return result;
}

/** The dry run of a whole file: the same code as the import, nothing written. Interrupted, it begins again. */
export const importCheckTask = defineTask<{ importId: string }, null>({
  kind: 'import-check', heavy: true,
  async* run(task, { importId }) {
    const first = await task.ctxNow();
    assertImport(first, (await loadImport(first, importId)).object);
    const plan = planImport(first, await loadImport(first, importId));
    const { rows: total, own } = await surveyFile(plan, task.signal);
    const [cache, seen, unknowns, errors]: [RefCache, SeenKeys, Unknowns, RowError[]] = [new Map(), new Map(), new Map(), []];
    const counts = { rows: 0, create: 0, update: 0, skip: 0, failed: 0, duplicates: 0 };
    for await (const batch of readRows(plan.path, plan.options)) {
      const rows = batch.filter((row) => row.row > plan.headerRow);
      const result = await tryChunk({ ...(await task.ctxNow()), source: 'import' }, plan, rows, { cache, own, seen });
      counts.rows += rows.length;
      counts.create += result.created;
      counts.update += result.updated;
      counts.skip += result.skipped;
      counts.failed += result.failed.length;
      counts.duplicates += result.duplicates;
      for (const { row, faults } of result.failed) if (errors.length < LIMITS.errors) errors.push(...rowErrors(plan, row, faults));
      countUnknown(unknowns, plan, result.unknown);
      await task.step(async () => ({ checkpoint: null, progress: counts.rows, total }));
      yield undefined;
    }
    const result: ImportCheckResult = { ...counts, errors: errors.slice(0, LIMITS.errors), unknown: await describeUnknown(await task.ctxNow(), unknowns) };
    return { result };
  },
});
