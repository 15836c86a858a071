import type { ChangeKind } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';

export type ChangeRow = { object: string; recordId: string; kind: ChangeKind; version: number; before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** Appends changes to the running operation, which gets its row with the first of them. @throws outside an operation: no write without a journal */
export async function writeChanges(ctx: Ctx, changes: readonly ChangeRow[]): Promise<void> {
  const operation = ctx.tx?.operation;
  if (!operation) throw new Error('a write outside an operation');
  if (!changes.length) return;
  const now = ctx.now.toISOString();
  operation.count += changes.length;
  operation.begun = true;
  await ctx.run(sql`
    WITH begun AS (INSERT INTO operation (id, kind, object, source, user_id, at, count, undoes, task_id, request_id)
      VALUES (${operation.id}, ${operation.kind}, ${operation.object}, ${operation.source}, ${ctx.user.login || !ctx.system ? ctx.user.id : null}, ${now}::timestamptz, ${changes.length}, ${operation.undoes}, ${operation.taskId}, ${ctx.requestId || null})
      ON CONFLICT (id) DO UPDATE SET count = operation.count + excluded.count)
    INSERT INTO change (operation_id, object, record_id, at, kind, version, before, after)
    SELECT ${operation.id}, x.object, x."recordId", ${now}::timestamptz, x.kind, x.version, x.before, x.after
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS x(object text, "recordId" uuid, kind text, version int, before jsonb, after jsonb)`);
}
