import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ImportCheckResult, ImportPatch, ImportResult, ImportState, TaskAnswer } from '@wellspring/objects';
import type { Ctx } from '../src/ctx.ts';
import { checkImport, createImport, patchImport, runImport } from '../src/tasks/import/index.ts';
import { getTask } from '../src/tasks/my-tasks.ts';
import { type RunOptions, runTask } from '../src/tasks/run-task.ts';
import type { TestCore } from './harness.ts';

/** An upload made of a text, bytes, or a file that lies somewhere. */
export const upload = (ctx: Ctx, object: string, content: string | Buffer | { path: string }, fileName = 'file.csv'): Promise<ImportState> =>
  createImport(ctx, typeof content === 'object' && 'path' in content
    ? { object, fileName: basename(content.path), stream: createReadStream(content.path) }
    : { object, fileName, stream: Readable.from([Buffer.from(content as string)]) });

export async function finish(t: TestCore, ctx: Ctx, task: TaskAnswer, options: RunOptions = {}): Promise<TaskAnswer> {
  await runTask(t.core, task.id, new AbortController().signal, { retryMillis: 1, ...options });
  return getTask(ctx, task.id);
}
export async function check(t: TestCore, ctx: Ctx, id: string): Promise<ImportCheckResult> {
  const task = await finish(t, ctx, await checkImport(ctx, id));
  if (task.state !== 'done') throw new Error(`check ${task.state} ${task.error}`);
  return task.result as ImportCheckResult;
}
export async function run(t: TestCore, ctx: Ctx, id: string, options: RunOptions = {}): Promise<ImportResult & { task: TaskAnswer }> {
  const task = await finish(t, ctx, await runImport(ctx, id), options);
  if (task.state !== 'done') throw new Error(`import ${task.state} ${task.error}`);
  return { ...(task.result as ImportResult), task };
}
/** Upload, patch, run. */
export async function importText(t: TestCore, ctx: Ctx, object: string, content: string | Buffer | { path: string }, patch: ImportPatch = {}, fileName = 'file.csv'): Promise<ImportResult & { task: TaskAnswer }> {
  const state = await upload(ctx, object, content, fileName);
  if (Object.keys(patch).length) await patchImport(ctx, state.id, patch);
  return run(t, ctx, state.id);
}
/** Mapping of a state with some columns set by their header. */
export const mapped = (state: ImportState, fields: Record<string, string | null>): ImportState['mapping'] =>
  state.columns.map(({ column, header }) => ({ column, field: header in fields ? (fields[header] ?? null) : (state.mapping.find((one) => one.column === column)?.field ?? null) }));
