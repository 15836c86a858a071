import type { UndoConflict } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { writeChanges } from './write.ts';

/** Under this name the journal keeps what happens to files; they hang on records but are none. */
export const FILE = 'file';
type FileChange = { recordId: string; kind: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** Takes back additions and removals of files, the newest first. A file that is already as it should be, or gone for good, is a conflict. */
export async function undoFiles(ctx: Ctx, changes: readonly FileChange[]): Promise<{ undone: number; conflicts: UndoConflict[] }> {
  const answer = { undone: 0, conflicts: [] as UndoConflict[] };
  for (const { recordId, kind, before, after } of changes) {
    const removing = kind === 'create' || kind === 'restore';
    const rows = await ctx.run(sql`UPDATE stored_file SET deleted_at = ${removing ? ctx.now.toISOString() : null} WHERE id = ${recordId} AND (deleted_at IS NULL) = ${removing} RETURNING id`);
    const facts = after ?? before ?? {};
    if (!rows.length) { answer.conflicts.push({ object: FILE, id: recordId, title: typeof facts.name === 'string' ? facts.name : null, fields: ['*'] }); continue; }
    await writeChanges(ctx, [{ object: FILE, recordId, kind: removing ? 'delete' : 'restore', version: 1, before: removing ? facts : null, after: removing ? null : facts }]);
    answer.undone += 1;
  }
  return answer;
}
