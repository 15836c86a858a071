import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Core } from '../core.ts';
import { type Sql, sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { strayContents } from '../verify/files.ts';
import { claimableTasks, settleDead, type TaskKinds } from './lease.ts';
import { FILE_HOURS } from './my-tasks.ts';
import { taskKinds } from './registry.ts';
import { announceTask } from './task.ts';

const HOUR = 3_600_000;
const BATCH = 5000;
const ANNOUNCED = 4;

/**
 * Compares the table of tasks with reality: ends what dead runners left beyond help, and announces again what waits though there is room.
 * With it a lost queue delays work and never loses it.
 * @returns the tasks announced again
 */
export function reconcile(core: Core, kinds: TaskKinds = taskKinds): Promise<string[]> {
  return inTransaction(core.systemCtx(), async (ctx) => {
    await settleDead(ctx);
    const waiting = await claimableTasks(ctx, kinds, ANNOUNCED);
    for (const id of waiting) announceTask(ctx, id);
    return waiting;
  });
}

async function removeExpiredFiles(core: Core, before: string): Promise<number> {
  const folder = resolve(core.config.dataDir);
  const rows = await core.db.run<{ id: string; path: string }>(sql`SELECT id, file_path AS path FROM background_task WHERE file_path IS NOT NULL AND finished_at < ${before}::timestamptz ORDER BY finished_at LIMIT ${BATCH}`);
  for (const row of rows) {
    const path = resolve(folder, row.path);
    if (path.startsWith(folder + sep)) await rm(path, { force: true });
    await core.db.run(sql`UPDATE background_task SET file_path = NULL WHERE id = ${row.id}`);
  }
  // What a killed export or a broken upload left half-written belongs to no row.
  for (const leftovers of [join(folder, 'results'), join(folder, 'files', 'tmp')]) {
    for (const name of await readdir(leftovers).catch(() => [])) {
      const path = join(leftovers, name);
      const info = await stat(path).catch(() => null);
      if (info?.isFile() && info.mtime.toISOString() < before) await rm(path, { force: true });
    }
  }
  return rows.length;
}

/** Content that belongs to nothing (an upload that died before its row) goes. It is moved aside first and asked about once more, so that content which is taken up again in this moment stays. */
async function removeStrayContents(core: Core): Promise<number> {
  const ctx = core.systemCtx();
  const folder = resolve(core.config.dataDir);
  let removed = 0;
  for await (const found of strayContents(ctx)) {
    for (const { found: path } of found) {
      const [from, aside] = [join(folder, String(path)), join(folder, 'files', 'tmp', `stray-${basename(String(path))}`)];
      await mkdir(dirname(aside), { recursive: true });
      if (!(await rename(from, aside).then(() => true, () => false))) continue;
      const taken = await ctx.run(sql`SELECT 1 FROM stored_file WHERE path = ${path} UNION ALL SELECT 1 FROM import_file WHERE path = ${path} LIMIT 1`);
      if (taken.length) await rename(aside, from);
      else { await rm(aside, { force: true }); removed += 1; }
    }
  }
  return removed;
}

/** Removes what has served: sent events, handled marks, idempotency keys, ended sessions, expired result files. @returns how many rows of each */
export async function purgeOld(core: Core): Promise<Record<string, number>> {
  const ago = (hours: number): string => new Date(core.config.now().getTime() - hours * HOUR).toISOString();
  // In batches: a backlog must not become one statement that holds its locks for minutes.
  const remove = async (one: Sql): Promise<number> => {
    for (let total = 0; ;) {
      const { length } = await core.db.run(one);
      total += length;
      if (length < BATCH) return total;
    }
  };
  return {
    outbox: await remove(sql`DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE sent_at < ${ago(7 * 24)}::timestamptz LIMIT ${BATCH}) RETURNING 1`),
    handled: await remove(sql`DELETE FROM handled WHERE key IN (SELECT key FROM handled WHERE at < ${ago(30 * 24)}::timestamptz LIMIT ${BATCH}) RETURNING 1`),
    idempotency: await remove(sql`DELETE FROM idempotency WHERE (user_id, key) IN (SELECT user_id, key FROM idempotency WHERE created_at < ${ago(48)}::timestamptz LIMIT ${BATCH}) RETURNING 1`),
    session: await remove(sql`DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ended_at < ${ago(7 * 24)}::timestamptz OR expires_at < ${ago(7 * 24)}::timestamptz LIMIT ${BATCH}) RETURNING 1`),
    throttle: await remove(sql`DELETE FROM throttle WHERE key IN (SELECT key FROM throttle WHERE updated_at < ${ago(24)}::timestamptz LIMIT ${BATCH}) RETURNING 1`),
    files: await removeExpiredFiles(core, ago(FILE_HOURS)),
    contents: await removeStrayContents(core),
  };
}
