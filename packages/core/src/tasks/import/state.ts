import { type ImportState, isUuid } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { raw, sql } from '../../db/sql.ts';
import { NotFoundError } from '../../errors.ts';

/** What is kept of an import beside its columns. */
export type StoredState = Omit<ImportState, 'id' | 'object' | 'fileName' | 'size' | 'checkTaskId' | 'runTaskId'> & { headerHash: string };
export type ImportRow = { id: string; object: string; userId: string; fileName: string; path: string; size: number; hash: string; state: StoredState; checkTaskId: string | null; runTaskId: string | null };

const columns = raw('id, object, user_id AS "userId", file_name AS "fileName", path, size, hash, state, check_task_id AS "checkTaskId", run_task_id AS "runTaskId"');

/** An import of the caller's own; `lock` keeps it for the transaction. @throws NotFoundError `import.not-found` */
export async function loadImport(ctx: Ctx, id: string, lock = false): Promise<ImportRow> {
  const [row] = isUuid(id) ? await ctx.run<ImportRow>(sql`SELECT ${columns} FROM import_file WHERE id = ${id} AND user_id = ${ctx.user.id} ${raw(lock ? 'FOR UPDATE' : '')}`) : [];
  if (!row) throw new NotFoundError('import.not-found');
  return row;
}

export async function insertImport(ctx: Ctx, row: Omit<ImportRow, 'checkTaskId' | 'runTaskId'>): Promise<void> {
  await ctx.run(sql`INSERT INTO import_file (id, object, user_id, file_name, path, size, hash, state, created_at) VALUES (${row.id}, ${row.object}, ${row.userId}, ${row.fileName}, ${row.path}, ${row.size}, ${row.hash}, ${JSON.stringify(row.state)}::jsonb, ${ctx.now.toISOString()})`);
}
export async function storeImport(ctx: Ctx, row: ImportRow): Promise<void> {
  await ctx.run(sql`UPDATE import_file SET state = ${JSON.stringify(row.state)}::jsonb, check_task_id = ${row.checkTaskId}, run_task_id = ${row.runTaskId} WHERE id = ${row.id}`);
}

/** The last run of the same file on the same object by this person. */
export async function sameFileBefore(ctx: Ctx, object: string, hash: string): Promise<ImportState['sameFile']> {
  const [row] = await ctx.run<{ at: string; operationId: string | null }>(sql`
    SELECT t.created_at AS at, (SELECT o.id FROM operation o WHERE o.id = t.operation_id) AS "operationId" FROM import_file i JOIN background_task t ON t.id = i.run_task_id
    WHERE i.user_id = ${ctx.user.id} AND i.hash = ${hash} AND i.object = ${object} ORDER BY t.created_at DESC LIMIT 1`);
  return row ?? null;
}

/** What the person chose the last time for a file with these headers. */
export type Remembered = Pick<StoredState, 'policy' | 'matchField'> & { fields: (string | null)[][] };
export async function rememberedMapping(ctx: Ctx, object: string, headerHash: string): Promise<Remembered | null> {
  const [row] = await ctx.run<{ mapping: Remembered }>(sql`SELECT mapping FROM import_mapping WHERE user_id = ${ctx.user.id} AND object = ${object} AND header_hash = ${headerHash}`);
  return row?.mapping ?? null;
}
export async function rememberMapping(ctx: Ctx, { object, state }: ImportRow): Promise<void> {
  const mapping: Remembered = { policy: state.policy, matchField: state.matchField, fields: state.columns.map(({ column }) => state.mapping.filter((one) => one.column === column).map((one) => one.field)) };
  await ctx.run(sql`INSERT INTO import_mapping (user_id, object, header_hash, mapping, used_at) VALUES (${ctx.user.id}, ${object}, ${state.headerHash}, ${JSON.stringify(mapping)}::jsonb, ${ctx.now.toISOString()})
    ON CONFLICT (user_id, object, header_hash) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`);
}

/** The import as the web sees it. */
export function toImportState({ id, object, fileName, size, state, checkTaskId, runTaskId }: ImportRow): ImportState {
  const { headerHash: _, ...shown } = state;
  return { id, object, fileName, size, ...shown, checkTaskId, runTaskId };
}
