import { isObjectName, objectOf, type OperationAnswer } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { NotFoundError } from '../errors.ts';

const PAGE = 50;
type Row = Omit<OperationAnswer, 'recordId' | 'title' | 'undoable'> & { first: string | null };

const columns = sql`o.id, o.kind, o.object, o.source, o.at, o.user_id AS "userId", o.count, o.undoes,
  (SELECT u.id FROM operation u WHERE u.undoes = o.id ORDER BY u.at DESC LIMIT 1) AS "undoneBy",
  (SELECT CASE WHEN min(c.record_id::text) = max(c.record_id::text) THEN min(c.record_id::text) END FROM (SELECT record_id FROM change WHERE operation_id = o.id AND object = o.object LIMIT 2) c) AS first`;

/** Titles of the single records that operations touched, as far as the caller may see them (deleted ones too). */
async function titled(ctx: Ctx, rows: readonly Row[]): Promise<OperationAnswer[]> {
  const titles = new Map<string, string>();
  for (const [object, list] of groupBy(rows.filter((row) => row.first && row.object && isObjectName(row.object)), (row) => row.object as string)) {
    const def = objectOf(object);
    const found = await ctx.run<{ id: string; title: string }>(sql`SELECT t.id, left(${column('t', def.titleField)}, 200) AS title FROM ${ident(def.table)} t WHERE t.id = ANY(${list.map((row) => row.first)}::uuid[]) AND (${compileScope(ctx, def, 'read', 't')})`);
    for (const { id, title } of found) titles.set(id, title);
  }
  return rows.map(({ first, ...row }) => ({ ...row, recordId: first && titles.has(first) ? first : null, title: first ? (titles.get(first) ?? null) : null, undoable: !row.kind.endsWith('purge') && row.undoneBy === null }));
}

/** The caller's own operations, newest first. */
export async function listOperations(ctx: Ctx, cursor?: string | null): Promise<{ operations: OperationAnswer[]; next: string | null }> {
  const after = cursor && /^[0-9a-f-]{36}$/.test(cursor) ? cursor : null;
  const rows = await ctx.run<Row>(sql`SELECT ${columns} FROM operation o WHERE o.user_id = ${ctx.user.id} AND (${after}::uuid IS NULL OR (o.at, o.id) < (SELECT p.at, p.id FROM operation p WHERE p.id = ${after}::uuid)) ORDER BY o.at DESC, o.id DESC LIMIT ${PAGE + 1}`);
  const page = rows.slice(0, PAGE);
  return { operations: await titled(ctx, page), next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** One operation of the caller's own (an administrator sees every one). @throws NotFoundError */
export async function getOperation(ctx: Ctx, id: string): Promise<OperationAnswer> {
  const rows = await ctx.run<Row>(sql`SELECT ${columns} FROM operation o WHERE o.id = ${id} AND (o.user_id = ${ctx.user.id} OR ${ctx.access.admin})`);
  const [operation] = await titled(ctx, rows);
  if (!operation) throw new NotFoundError();
  return operation;
}
