import { join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { type AnyDef, type FileAnswer, isObjectName, isUuid } from '@wellspring/objects';
import { visibleObject } from '../access/fields.ts';
import { compileScope, type ScopeOp } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { ident, raw, sql } from '../db/sql.ts';
import { ForbiddenError, NotFoundError, UserError } from '../errors.ts';
import { inOperation } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { FILE } from '../journal/undo-files.ts';
import { writeChanges } from '../journal/write.ts';
import { cleanFileName } from './file-name.ts';
import { sniffType } from './sniff.ts';
import { discard, keep, receive } from './store.ts';

export const MAX_FILE = 50 * 1024 * 1024;
const MAX_PER_RECORD = 500;
const columns = raw('f.id, f.object, f.record_id AS "recordId", f.name, f.size, f.type, f.created_at AS "createdAt", f.created_by_id AS "createdById"');

async function reaches(ctx: Ctx, def: AnyDef, id: string, op: ScopeOp): Promise<boolean> {
  const rows = await ctx.run(sql`SELECT 1 FROM ${ident(def.table)} t WHERE t.id = ${id} AND t.deleted_at IS NULL AND (${compileScope(ctx, def, op, 't')})`);
  return rows.length > 0;
}

/** Files hang on records: whoever may see or change the record, may see or change its files. @throws NotFoundError, ForbiddenError */
async function assertRecord(ctx: Ctx, object: string, id: string, op: ScopeOp): Promise<AnyDef> {
  if (!isObjectName(object) || !isUuid(id)) throw new NotFoundError();
  const def = visibleObject(ctx, object);
  if (!(await reaches(ctx, def, id, 'read'))) throw new NotFoundError();
  if (op === 'update' && !(await reaches(ctx, def, id, 'update'))) throw new ForbiddenError('access.read-only');
  return def;
}

/** Attaches an upload to a record that the caller may update. @throws UserError 413 `file.too-large`, NotFoundError, ForbiddenError */
export async function addFile(ctx: Ctx, given: { object: string; recordId: string; fileName: string; stream: Readable }): Promise<FileAnswer> {
  const def = await assertRecord(ctx, given.object, given.recordId, 'update');
  if (!def.features.files) throw new UserError('file.not-here');
  const [held] = await ctx.run<{ count: number }>(sql`SELECT count(*) AS count FROM stored_file WHERE object = ${given.object} AND record_id = ${given.recordId} AND deleted_at IS NULL`);
  if ((held?.count ?? 0) >= MAX_PER_RECORD) throw new UserError('file.too-many', { params: { max: MAX_PER_RECORD } });
  const received = await receive(ctx.dataDir, given.stream, MAX_FILE);
  if (received.size === 0) {
    await discard(received);
    throw new UserError('file.empty');
  }
  const name = cleanFileName(given.fileName);
  const path = await keep(ctx.dataDir, received);
  return inOperation(ctx, { kind: 'file-add', object: given.object }, async (inner) => {
    const [file] = await inner.run<FileAnswer>(sql`
      INSERT INTO stored_file AS f (id, object, record_id, name, size, type, hash, path, created_at, created_by_id)
      VALUES (${newId()}, ${given.object}, ${given.recordId}, ${name}, ${received.size}, ${sniffType(received.head, name)}, ${received.hash}, ${path}, ${inner.now.toISOString()}, ${inner.user.id}) RETURNING ${columns}`);
    if (!file) throw new Error('a file was not written');
    await writeChanges(inner, [{ object: FILE, recordId: file.id, kind: 'create', version: 1, before: null, after: { object: file.object, recordId: file.recordId, name } }]);
    return file;
  });
}

/** The files of a record the caller may see, newest first. @throws NotFoundError */
export async function listFiles(ctx: Ctx, object: string, recordId: string): Promise<{ files: FileAnswer[] }> {
  await assertRecord(ctx, object, recordId, 'read');
  return { files: await ctx.run<FileAnswer>(sql`SELECT ${columns} FROM stored_file f WHERE f.object = ${object} AND f.record_id = ${recordId} AND f.deleted_at IS NULL ORDER BY f.created_at DESC, f.id DESC`) };
}

async function fileRow(ctx: Ctx, id: string, op: ScopeOp): Promise<FileAnswer & { path: string }> {
  const [row] = isUuid(id) ? await ctx.run<FileAnswer & { path: string }>(sql`SELECT ${columns}, f.path FROM stored_file f WHERE f.id = ${id} AND f.deleted_at IS NULL`) : [];
  if (!row) throw new NotFoundError('file.not-found');
  await assertRecord(ctx, row.object, row.recordId, op);
  return row;
}

/** Where the content of a file lies, for whoever may see its record. @throws NotFoundError */
export async function fileContent(ctx: Ctx, id: string): Promise<{ path: string; name: string; type: string; size: number }> {
  const row = await fileRow(ctx, id, 'read');
  const folder = resolve(ctx.dataDir, 'files');
  const path = resolve(join(ctx.dataDir, row.path));
  if (!path.startsWith(folder + sep)) throw new NotFoundError('file.not-found');
  return { path, name: row.name, type: row.type, size: row.size };
}

/** Takes a file off its record; its content stays, so that the operation can be undone. @throws NotFoundError, ForbiddenError */
export async function removeFile(ctx: Ctx, id: string): Promise<{ operationId: string }> {
  const row = await fileRow(ctx, id, 'update');
  return inOperation(ctx, { kind: 'file-remove', object: row.object }, async (inner) => {
    await inner.run(sql`UPDATE stored_file SET deleted_at = ${inner.now.toISOString()} WHERE id = ${row.id}`);
    await writeChanges(inner, [{ object: FILE, recordId: row.id, kind: 'delete', version: 1, before: { object: row.object, recordId: row.recordId, name: row.name }, after: null }]);
    return { operationId: inner.tx?.operation?.id ?? '' };
  });
}
