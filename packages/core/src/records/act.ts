import { type ActionDef, allFields, objectOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { ident, sql } from '../db/sql.ts';
import { inOperation } from '../db/transaction.ts';
import { ConflictError, NotFoundError, UserError } from '../errors.ts';
import { compileFilter } from '../query/compile.ts';
import { type SaveOptions, type SaveResult, settle, startBatch } from './batch.ts';
import { assertOperation, assertVersions, lockRows } from './load.ts';
import { saveRecords } from './save.ts';
import type { Target } from './lifecycle.ts';
import { canonical, inputFaults } from './values.ts';

/**
 * Runs an action of the definition on records: right, state (`when`), input, then what its behaviour derives goes through the save pipeline.
 * @throws NotFoundError `action.unknown`, UserError naming input fields, ConflictError `action.not-now`
 */
export async function actOnRecords(given: Ctx, objectName: string, targets: readonly Target[], action: string, input: Record<string, unknown>, options: SaveOptions = {}): Promise<SaveResult> {
  const def = objectOf(objectName);
  const declared = Object.hasOwn(def.actions ?? {}, action) ? (def.actions as Record<string, ActionDef>)[action] : undefined;
  const implemented = given.behaviours[objectName]?.actions?.[action];
  if (!declared || !implemented) throw new NotFoundError('action.unknown');
  assertOperation(given, def, action);
  const faults = inputFaults(declared.input, input);
  if (faults[0]) throw new UserError(faults.length === 1 ? faults[0].code : 'record.invalid', { fields: faults, field: faults[0].field });
  const values = Object.fromEntries(Object.entries(declared.input).map(([name, field]) => [name, canonical(field, input[name] ?? null)]));

  return inOperation(given, { kind: options.kind ?? action, object: objectName }, async (ctx) => {
    const batch = startBatch(ctx, def, targets.map(({ id, version }) => ({ id, values: {}, ...(version === undefined ? {} : { version }) })), options);
    await lockRows(batch);
    settle(batch);
    await assertVersions(batch);
    settle(batch);
    if (declared.when) {
      const ready = new Set((await ctx.run<{ id: string }>(sql`SELECT t.id FROM ${ident(def.table)} t WHERE t.id = ANY(${batch.drafts.map((draft) => draft.id)}::uuid[]) AND (${compileFilter({ ...ctx, system: true }, def, declared.when, 't')})`)).map((row) => row.id));
      for (const draft of batch.drafts) if (!ready.has(draft.id)) draft.errors.push({ code: 'action.not-now', error: new ConflictError('action.not-now') });
      settle(batch);
    }
    const known = allFields(def);
    const inputs = batch.drafts.map((draft) => ({ id: draft.id, values: Object.fromEntries(Object.entries(implemented(draft.record, values, ctx)).filter(([name, value]) => Object.hasOwn(known, name) && value !== undefined)) }));
    // The action is the right that was asked for; its fields may be readonly for hands.
    const result = await saveRecords({ ...ctx, system: false, access: liftFields(ctx, objectName) }, objectName, inputs, { ...options, elevated: true, skipDuplicates: true });
    return { ...result, refused: [...batch.refused, ...result.refused] };
  });
}

const liftFields = (ctx: Ctx, object: string): Ctx['access'] => {
  const own = ctx.access.objects[object];
  return own ? { ...ctx.access, objects: { ...ctx.access.objects, [object]: { ...own, fields: {} } } } : ctx.access;
};
