import { type AsOfAnswer, type Fields, maskValue, objectOf, type WireRecord } from '@wellspring/objects';
import { readableFields } from '../access/fields.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { NotFoundError, UserError } from '../errors.ts';
import { loadLabels } from '../query/labels.ts';
import { readAnywhere } from '../records/record.ts';
import { loadRows } from '../records/load.ts';

type Row = { kind: string; version: number; before: Record<string, unknown> | null };

/**
 * A record as it stood at a moment: today's row, with every later change taken back, newest first. Roll-ups are not in the journal and are left out.
 * Null when it did not exist then, or lay in the recycle bin. @throws NotFoundError when the reader may not see the record today
 */
export async function recordAsOf(ctx: Ctx, object: string, id: string, at: string): Promise<AsOfAnswer> {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) throw new UserError('datetime.shape', { field: 'at' });
  const def = objectOf(object);
  await readAnywhere(ctx, object, id);
  const row = (await loadRows(ctx, def, [id])).get(id);
  if (!row) throw new NotFoundError();
  const later = await ctx.run<Row>(sql`SELECT kind, version, before FROM change WHERE object = ${object} AND record_id = ${id} AND at > ${moment.toISOString()}::timestamptz ORDER BY id DESC`);
  const record: Record<string, unknown> = { ...row };
  for (const change of later) {
    if (change.kind === 'create') return { record: null, labels: {}, at: moment.toISOString() };
    if (change.kind === 'delete') record.deletedAt = null;
    if (change.kind === 'restore') record.deletedAt = moment.toISOString();
    Object.assign(record, change.before ?? {});
    record.version = change.version - 1;
  }
  if (record.deletedAt !== null || String(record.createdAt) > moment.toISOString()) return { record: null, labels: {}, at: moment.toISOString() };
  const rights = readableFields(ctx, def);
  const shown: WireRecord = { id, version: record.version as number };
  for (const [name, right] of rights) {
    if ((def.fields as Fields)[name]?.type === 'rollup' || name === 'updatedAt' || name === 'updatedById') continue;
    shown[name] = right === 'mask' ? maskValue(record[name] ?? null) : (record[name] ?? null);
  }
  return { record: shown, labels: await loadLabels(ctx, def, [shown], Object.keys(shown)), at: moment.toISOString() };
}
