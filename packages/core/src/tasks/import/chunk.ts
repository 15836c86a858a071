import type { Ctx } from '../../ctx.ts';
import type { SaveInput } from '../../records/batch.ts';
import { saveRecords } from '../../records/save.ts';
import { findExisting, matchKey } from './existing.ts';
import type { ImportPlan } from './plan.ts';
import { type CreatedRefs, type Pending, type RefCache, resolveRefs } from './refs.ts';
import type { FileRow } from './row.ts';
import { type Draft, draftOf, type RowFault, withValue } from './values.ts';

export type FailedRow = { row: number; cells: string[]; faults: RowFault[] };
export type ChunkResult = {
  created: number; updated: number; skipped: number; failed: FailedRow[]; duplicates: number; createdRefs: CreatedRefs; pending: Pending[];
  unknown: { field: string; text: string; candidates: { id: string; title: string }[] }[];
};
/** What a check remembers between chunks, since nothing is written: keys of rows before. */
export type SeenKeys = Map<string, Set<string>>;
export type ChunkOptions = { dryRun: boolean; cache: RefCache; own: ReadonlySet<string> | null; seen: SeenKeys };

type Work = { draft: Draft; key: string; id?: string };

/** Repeated values of unique fields, which a dry run cannot find in the table. */
function markRepeated(plan: ImportPlan, drafts: readonly Draft[], seen: SeenKeys): void {
  for (const { target } of plan.columns) {
    if (!target.field.unique || (plan.match?.name === target.name && plan.policy !== 'create')) continue;
    const values = seen.get(target.name) ?? new Set<string>();
    seen.set(target.name, values);
    for (const draft of drafts) {
      const value = draft.values[target.name];
      if (value === undefined || draft.faults.length) continue;
      if (values.has(String(value))) draft.faults.push({ field: target.name, code: 'field.not-unique', value: String(value) });
      else values.add(String(value));
    }
  }
}

/** Rows with one key follow each other: the second meets what the first made. */
function waves(work: readonly Work[]): Work[][] {
  const groups: Work[][] = [];
  const times = new Map<string, number>();
  for (const one of work) {
    const wave = one.key === '' ? 0 : (times.get(one.key) ?? 0);
    times.set(one.key, wave + 1);
    (groups[wave] ??= []).push(one);
  }
  return groups;
}

/**
 * Turns rows of a file into records, in the running transaction and operation: values, references, existing records by the policy, then one batch save.
 * Bad rows drop out with their reasons, the good ones are written. A dry run writes no record of the object itself.
 */
export async function importChunk(ctx: Ctx, plan: ImportPlan, rows: readonly FileRow[], options: ChunkOptions): Promise<ChunkResult> {
  const { def, match, policy } = plan;
  const drafts = rows.map((row) => draftOf(plan, row));
  const { created: createdRefs, later, unknown } = await resolveRefs(ctx, plan, drafts, options.cache, options.own);
  const result: ChunkResult = { created: 0, updated: 0, skipped: 0, failed: [], duplicates: 0, createdRefs, pending: [], unknown };
  const fail = (draft: Draft, faults: RowFault[]): void => { result.failed.push({ row: draft.row, cells: draft.cells, faults }); };
  if (options.dryRun) markRepeated(plan, drafts, options.seen);

  const matching = match && policy !== 'create' ? match : null;
  const existing = matching ? await findExisting(ctx, def, matching, drafts.map((draft) => draft.values[matching.name] ?? null).filter((value) => value !== null)) : new Map<string, string[]>();
  const seen = options.seen.get('') ?? new Set<string>();
  options.seen.set('', seen);
  const work: Work[] = [];
  for (const draft of drafts) {
    if (draft.faults.length) { fail(draft, draft.faults); continue; }
    work.push({ draft, key: matching ? matchKey(matching.field, draft.values[matching.name]) : '' });
  }

  for (const wave of waves(work)) {
    const inputs = new Map<SaveInput, Work>();
    for (const one of wave) {
      const ids = existing.get(one.key) ?? [];
      const inFile = options.dryRun && one.key !== '' && seen.has(one.key);
      if (ids.length > 1) { fail(one.draft, [{ code: 'import.match-ambiguous', field: matching?.name ?? '', value: one.key.slice(0, 200) }]); continue; }
      if ((ids.length || inFile) && policy === 'skip') { result.skipped += 1; continue; }
      if (inFile && !ids.length) { result.updated += 1; continue; }
      const { ownerId: _, ...changes } = one.draft.values;
      const input: SaveInput = ids[0] === undefined ? { values: one.draft.values, row: one.draft.row } : { id: ids[0], values: changes, row: one.draft.row };
      inputs.set(input, one);
    }
    if (!inputs.size) continue;
    const saved = await saveRecords(ctx, def.name, [...inputs.keys()], { partial: true, dryRun: options.dryRun });
    for (const { input, id, created } of saved.saved) {
      const one = inputs.get(input) as Work;
      if (created) result.created += 1;
      else result.updated += 1;
      if (one.key !== '') { if (options.dryRun) seen.add(one.key); else if (created) existing.set(one.key, [id]); }
      for (const { field, text } of later.get(one.draft) ?? []) result.pending.push({ id, row: one.draft.row, field, text });
    }
    for (const { input, errors } of saved.refused) {
      const one = inputs.get(input) as Work;
      fail(one.draft, errors.map((fault) => withValue(plan, one.draft, fault)));
    }
    result.duplicates += saved.duplicates.size;
  }
  result.failed.sort((a, b) => a.row - b.row);
  return result;
}
