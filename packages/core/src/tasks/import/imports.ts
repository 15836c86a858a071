import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type AnyDef, canDo, type ColumnMapping, type ImportPatch, type ImportState, isObjectName, isUuid, type RefDecision, type TaskAnswer } from '@wellspring/objects';
import { isFilterable, visibleObject } from '../../access/fields.ts';
import type { Ctx } from '../../ctx.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ConflictError, ForbiddenError, NotFoundError, UserError } from '../../errors.ts';
import { cleanFileName } from '../../files/file-name.ts';
import { discard, keep, receive } from '../../files/store.ts';
import { newId } from '../../ids.ts';
import { getTask } from '../my-tasks.ts';
import { startTask } from '../task.ts';
import { SEPARATORS } from './csv-reader.ts';
import { describeFile, type Described, findOptions } from './describe.ts';
import { fileTypeOf } from './file-type.ts';
import { guessMapping } from './guess.ts';
import { type ImportField, importFields } from './import-fields.ts';
import { LIMITS } from './limits.ts';
import { planImport } from './plan.ts';
import { isEncoding } from './read-rows.ts';
import { type ImportRow, insertImport, loadImport, rememberedMapping, rememberMapping, sameFileBefore, storeImport, type StoredState, toImportState } from './state.ts';

/** @throws NotFoundError for no object, ForbiddenError without the right to import */
export function assertImport(ctx: Ctx, object: string): AnyDef {
  if (!isObjectName(object)) throw new NotFoundError('object.unknown');
  const def = visibleObject(ctx, object);
  if (!def.features.import || (!ctx.system && !canDo(ctx.access, object, 'import'))) throw new ForbiddenError();
  return def;
}

/** Existing records are found by a mapped unique field, else by the title where a duplicate rule rests on it alone. */
function usualMatch(def: AnyDef, mapping: readonly ColumnMapping[]): string | null {
  const mapped = new Set(mapping.map(({ field }) => field));
  const unique = Object.keys(def.fields).find((name) => def.fields[name].unique && mapped.has(name));
  const titled = def.dedupe?.some((rule) => rule.fields.length === 1 && rule.fields[0] === def.titleField);
  return unique ?? (titled && mapped.has(def.titleField) ? def.titleField : null);
}

/** Columns, guesses and mapping of a described file: what was used for the same headers before goes before guesses. */
async function stateOf(ctx: Ctx, def: AnyDef, described: Described, sameFile: ImportState['sameFile']): Promise<StoredState> {
  const { columns, headerHash, preview, ...rest } = described;
  const fields = importFields(ctx, def);
  const guesses = guessMapping(def, fields, columns);
  const before = await rememberedMapping(ctx, def.name, headerHash);
  const mapping = before
    ? columns.flatMap(({ column }): ColumnMapping[] => { const names = (before.fields[column] ?? []).filter((name) => name === null || fields.has(name)); return names.length ? names.map((field) => ({ column, field })) : [{ column, field: null }]; })
    : guesses.map(({ column, guess }) => ({ column, field: guess }));
  const match = before ? before.matchField : usualMatch(def, mapping);
  return {
    ...rest, preview, headerHash, mapping, sameFile, remembered: before !== null, refs: {}, policy: before?.policy ?? 'skip',
    matchField: match !== null && fields.has(match) && isFilterable(ctx, def, match) ? match : null,
    columns: columns.map((one, index) => ({ ...one, guess: guesses[index]?.guess ?? null, confidence: guesses[index]?.confidence ?? 0 })),
  };
}

/**
 * Takes an upload in, finds out what it is and proposes how to read it. Nothing is kept of a file that cannot be read.
 * @throws UserError 413 `file.too-large`, 415 `import.type-…`, `import.…`; ForbiddenError
 */
export async function createImport(ctx: Ctx, given: { object: string; fileName: string; stream: Readable }): Promise<ImportState> {
  let def: AnyDef;
  try {
    def = assertImport(ctx, given.object);
  } catch (error) {
    given.stream.resume();
    throw error;
  }
  const received = await receive(ctx.dataDir, given.stream, LIMITS.csvBytes);
  try {
    const type = await fileTypeOf(received.temp, received.head, received.size);
    const { options, sheets } = await findOptions(received.temp, type, received.head);
    const described = await describeFile(received.temp, options, sheets, ctx.locale);
    const state = await stateOf(ctx, def, described, await sameFileBefore(ctx, def.name, received.hash));
    const path = await keep(ctx.dataDir, received);
    const row = { id: newId(), object: def.name, userId: ctx.user.id, fileName: cleanFileName(given.fileName), path, size: received.size, hash: received.hash, state };
    await insertImport(ctx, row);
    return toImportState({ ...row, checkTaskId: null, runTaskId: null });
  } finally {
    await discard(received);
  }
}

/** One of the caller's own imports. @throws NotFoundError */
export const getImport = async (ctx: Ctx, id: string): Promise<ImportState> => toImportState(await loadImport(ctx, id));

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(64 * 1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function checkedMapping(fields: ReadonlyMap<string, ImportField>, state: StoredState, mapping: readonly ColumnMapping[]): ColumnMapping[] {
  const used = new Set<string>();
  for (const { column, field } of mapping) {
    if (!Number.isInteger(column) || column < 0 || column >= state.columns.length) throw new UserError('import.column-unknown', { params: { column } });
    if (field === null) continue;
    if (!fields.has(field)) throw new UserError('field.unknown', { params: { field: String(field).slice(0, 100) } });
    if (used.has(field)) throw new UserError('import.field-twice', { params: { field } });
    used.add(field);
  }
  return mapping.map(({ column, field }) => ({ column, field }));
}

function checkedRefs(fields: ReadonlyMap<string, ImportField>, refs: Readonly<Record<string, RefDecision>>): Record<string, RefDecision> {
  for (const [field, { values, other }] of Object.entries(refs)) {
    if (!fields.get(field)?.to) throw new UserError('field.unknown', { params: { field: field.slice(0, 100) } });
    const fine = ['create', 'refuse', 'blank'].includes(other) && Object.values(values).every((one) => (typeof one === 'object' ? isUuid(one?.id) : ['create', 'refuse', 'blank'].includes(one)));
    if (!fine) throw new UserError('request.invalid', { field });
  }
  return { ...refs };
}

/** Changes how a file is read or used; what is read differently is read again. @throws NotFoundError, ConflictError `import.already-run`, UserError */
export async function patchImport(ctx: Ctx, id: string, patch: ImportPatch): Promise<ImportState> {
  const row = await loadImport(ctx, id);
  if (row.runTaskId) throw new ConflictError('import.already-run');
  const def = assertImport(ctx, row.object);
  const path = join(ctx.dataDir, row.path);
  let state = row.state;
  if (patch.encoding !== undefined && (state.type !== 'csv' || !isEncoding(patch.encoding))) throw new UserError('import.encoding-unknown');
  if (patch.separator !== undefined && (state.type !== 'csv' || !(SEPARATORS as readonly (string | null)[]).includes(patch.separator))) throw new UserError('import.separator-unknown');
  if (patch.sheet !== undefined && !(state.sheets as (string | null)[]).includes(patch.sheet)) throw new UserError('import.sheet-unknown');
  if (patch.headerRow !== undefined && (!Number.isInteger(patch.headerRow) || patch.headerRow < 0)) throw new UserError('import.header-row');
  const reread = (['encoding', 'separator', 'sheet', 'headerRow'] as const).some((key) => patch[key] !== undefined && patch[key] !== state[key]);
  if (reread) {
    // A new encoding or sheet may have its header elsewhere and another separator; what was said in the same breath holds.
    const moved = patch.sheet !== undefined && patch.sheet !== state.sheet;
    const encoding = patch.encoding ?? state.encoding;
    const separator = patch.separator ?? (patch.encoding !== undefined ? undefined : state.separator);
    const { options } = await findOptions(path, state.type, await headOf(path), { ...(encoding ? { encoding } : {}), ...(separator ? { separator } : {}), sheet: patch.sheet ?? state.sheet });
    const described = await describeFile(path, options, state.sheets, ctx.locale, patch.headerRow ?? (moved ? undefined : state.headerRow));
    state = described.headerHash === state.headerHash ? { ...state, ...described, columns: state.columns.map((one, index) => ({ ...one, ...described.columns[index] })) } : await stateOf(ctx, def, described, state.sameFile);
  }
  const fields = importFields(ctx, def);
  if (patch.mapping !== undefined) {
    const mapping = checkedMapping(fields, state, patch.mapping);
    const mapped = new Set(mapping.map(({ field }) => field));
    state = { ...state, mapping, matchField: state.matchField !== null && mapped.has(state.matchField) ? state.matchField : usualMatch(def, mapping) };
  }
  if (patch.policy !== undefined) {
    if (!['skip', 'update', 'create'].includes(patch.policy)) throw new UserError('request.invalid', { field: 'policy' });
    state = { ...state, policy: patch.policy };
  }
  if (patch.matchField !== undefined) {
    // A field that may not be compared must not be found out by matching (hidden or masked ones).
    if (patch.matchField !== null && (!fields.has(patch.matchField) || fields.get(patch.matchField)?.to || !isFilterable(ctx, def, patch.matchField))) throw new UserError('field.unknown', { params: { field: String(patch.matchField).slice(0, 100) } });
    state = { ...state, matchField: patch.matchField };
  }
  if (patch.refs !== undefined) state = { ...state, refs: checkedRefs(fields, patch.refs) };
  return inTransaction(ctx, async (tx) => {
    const now = await loadImport(tx, id, true);
    if (now.runTaskId) throw new ConflictError('import.already-run');
    const next: ImportRow = { ...now, state, checkTaskId: null };
    await storeImport(tx, next);
    return toImportState(next);
  });
}

/** Starts the dry run of the whole file; one that is still on its way is handed back. @throws NotFoundError, ForbiddenError, UserError */
export function checkImport(ctx: Ctx, id: string): Promise<TaskAnswer> {
  return inTransaction(ctx, async (tx) => {
    const row = await loadImport(tx, id, true);
    assertImport(tx, row.object);
    planImport(tx, row);
    if (row.checkTaskId) {
      const running = await getTask(tx, row.checkTaskId);
      if (running.state === 'queued' || running.state === 'running') return running;
    }
    const task = await startTask(tx, 'import-check', row.object, { importId: id });
    await storeImport(tx, { ...row, checkTaskId: task.id });
    return task;
  });
}

/** Starts the import, once: a second call answers with the same task. Remembers the mapping for files with the same headers. @throws NotFoundError, ForbiddenError, UserError */
export function runImport(ctx: Ctx, id: string): Promise<TaskAnswer> {
  return inTransaction(ctx, async (tx) => {
    const row = await loadImport(tx, id, true);
    if (row.runTaskId) return getTask(tx, row.runTaskId);
    assertImport(tx, row.object);
    planImport(tx, row);
    const task = await startTask(tx, 'import', row.object, { importId: id }, { operationId: newId() });
    await storeImport(tx, { ...row, runTaskId: task.id });
    await rememberMapping(tx, row);
    return task;
  });
}
