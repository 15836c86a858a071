import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObjectName, objectOf } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import type { Ctx } from '../ctx.ts';
import { ident, sql } from '../db/sql.ts';
import { BATCH, type Violation } from './violation.ts';

/** An upload keeps its content first and writes its row afterwards; what is older than this was left by one that died between. */
const UNDER_WAY = 3_600_000;

/** Every file has its content on disk, in its full length, and the record it hangs on. */
export async function lostFiles(ctx: Ctx, ids: readonly string[]): Promise<Violation[]> {
  const rows = await ctx.run<{ id: string; object: string; recordId: string; path: string; size: number }>(sql`
    SELECT id, object, record_id AS "recordId", path, size FROM stored_file WHERE id = ANY(${ids}::uuid[]) AND deleted_at IS NULL`);
  const found: Violation[] = [];
  for (const row of rows) {
    const info = await stat(join(ctx.dataDir, row.path)).catch(() => null);
    if (info?.size !== row.size) found.push({ rule: 'file.no-content', level: 'error', object: row.object, id: row.id, found: info?.size ?? null, expected: row.size });
  }
  for (const [object, list] of groupBy(rows, (row) => row.object)) {
    if (!isObjectName(object)) continue;
    const there = new Set((await ctx.run<{ id: string }>(sql`SELECT id FROM ${ident(objectOf(object).table)} WHERE id = ANY(${list.map((row) => row.recordId)}::uuid[])`)).map((row) => row.id));
    const gone = list.filter((row) => !there.has(row.recordId)).map((row) => row.id);
    if (!gone.length) continue;
    // A record purged since the first look took its files along.
    const still = await ctx.run<{ id: string; recordId: string }>(sql`SELECT id, record_id AS "recordId" FROM stored_file WHERE id = ANY(${gone}::uuid[]) AND deleted_at IS NULL`);
    found.push(...still.map(({ id, recordId }): Violation => ({ rule: 'file.no-record', level: 'error', object, id, found: recordId })));
  }
  return found;
}

async function* contents(dataDir: string): AsyncGenerator<string> {
  const root = join(dataDir, 'files');
  for await (const folder of await opendir(root).catch(() => [])) {
    if (!folder.isDirectory()) continue;
    for await (const entry of await opendir(join(root, folder.name))) if (entry.isFile()) yield join('files', folder.name, entry.name);
  }
}

/** Every content on disk belongs to a file or an import. One that does not takes room and harms nobody. */
export async function* strayContents(ctx: Ctx): AsyncGenerator<Violation[]> {
  const look = async (paths: readonly string[]): Promise<Violation[]> => {
    const rows = await ctx.run<{ path: string }>(sql`
      SELECT w.path FROM unnest(${paths}::text[]) AS w(path) WHERE NOT EXISTS (SELECT 1 FROM stored_file s WHERE s.path = w.path) AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.path = w.path)`);
    const stray: Violation[] = [];
    for (const { path } of rows) {
      const info = await stat(join(ctx.dataDir, path)).catch(() => null);
      if (info && Date.now() - info.mtimeMs > UNDER_WAY) stray.push({ rule: 'file.stray', level: 'warning', found: path });
    }
    return stray;
  };
  let paths: string[] = [];
  for await (const path of contents(ctx.dataDir)) {
    if (paths.push(path) < BATCH) continue;
    yield await look(paths);
    paths = [];
  }
  if (paths.length) yield await look(paths);
}
