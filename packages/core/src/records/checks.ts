import { allFields, canDo, type FieldDef, type Fields, fieldOf, fieldRight, objectNames, objectOf } from '@wellspring/objects';
import { compileScope } from '../access/scope.ts';
import { storedColumns } from '../db/columns.ts';
import { column, ident, join, raw, sql } from '../db/sql.ts';
import { type Batch, type Draft, forbidden, good, type Values } from './batch.ts';
import { canonical, sameValue, valueFault } from './values.ts';

const STAMPS = new Set(['createdAt', 'createdById', 'updatedAt', 'updatedById']);

/** Names, rights and shapes of every given value; each offending field is named. */
export function checkValues(batch: Batch): void {
  const { ctx, def, options } = batch;
  for (const draft of batch.drafts) {
    for (const [name, value] of Object.entries(draft.input.values)) {
      if (name === 'ownerId' || name === 'deptId') { checkOwnerField(batch, draft, name, value); continue; }
      if (STAMPS.has(name) && options.stamps && ctx.system) continue;
      const field = Object.hasOwn(def.fields, name) ? ((def.fields as Fields)[name] as FieldDef) : undefined;
      const right = field && (ctx.system ? 'write' : fieldRight(ctx.access, def.name, name, field));
      if (!field || right === 'none') {
        draft.errors.push({ field: name, code: fieldOf(def, name) && right !== 'none' ? 'field.readonly' : 'field.unknown', params: { field: name } });
        continue;
      }
      if (field.readonly && !options.elevated) { draft.errors.push({ field: name, code: 'field.readonly' }); continue; }
      if (!field.readonly && right !== 'write') { draft.errors.push({ field: name, code: 'field.denied' }); continue; }
      const fault = valueFault(name, field, value ?? null);
      if (fault) draft.errors.push(fault);
    }
  }
}

/** The owner is given on creation only (to oneself, or with the right to transfer); later he changes by transfer. The department follows the owner. */
function checkOwnerField(batch: Batch, draft: Draft, name: string, value: unknown): void {
  const { ctx, def } = batch;
  if (ctx.system) return;
  if (name === 'deptId' || !draft.created) { draft.errors.push({ field: name, code: 'field.readonly' }); return; }
  if (value !== null && valueFault(name, { type: 'user', to: 'user', label: '' } as FieldDef, value)) { draft.errors.push({ field: name, code: 'owner.unknown' }); return; }
  if (value !== ctx.access.userId && !canDo(ctx.access, def.name, 'transfer')) draft.errors.push({ field: name, code: 'owner.beyond-right' });
}

const initialOf = (field: FieldDef, now: Date): unknown => {
  if (field.type === 'rollup') return field.fn === 'count' ? 0 : null;
  const fallback = 'default' in field ? field.default : undefined;
  return fallback === 'now' ? now.toISOString() : (fallback ?? (field.type === 'bool' && field.required ? false : null));
};

/** Lays the given values over the stored record (or over the defaults of a new one). */
export function applyPatches(batch: Batch): void {
  const { ctx, def } = batch;
  const now = ctx.now.toISOString();
  const fields = allFields(def);
  const real = ctx.user.login || !ctx.system ? ctx.user.id : null;
  for (const draft of batch.drafts) {
    if (draft.created) {
      draft.record = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, canonical(field, initialOf(field, ctx.now))]));
      Object.assign(draft.record, { id: draft.id, version: 1, createdAt: now, updatedAt: now, createdById: real, updatedById: real, ownerId: def.scope.includes('public') ? null : real, deptId: null, deletedAt: null, lockedAt: null });
    }
    for (const [name, value] of Object.entries(draft.input.values)) {
      const field = fields[name];
      if (field) draft.record[name] = canonical(field, value ?? null);
    }
  }
  findChanged(batch);
}

/** Fields that differ from the stored record (all filled ones for a new record). Roll-ups and stamps are the engine's own. */
export function findChanged(batch: Batch): void {
  for (const draft of batch.drafts) {
    draft.changed = new Set();
    for (const name of Object.keys(draft.record)) {
      if (ENGINE.has(name) || (batch.def.fields as Fields)[name]?.type === 'rollup') continue;
      if (!sameValue(draft.before?.[name] ?? null, draft.record[name] ?? null)) draft.changed.add(name);
    }
  }
}
export const ENGINE: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt', 'createdById', 'updatedById', 'deletedAt']);

/** The owner must be an active colleague; the department of the record is his. */
export async function placeOwners(batch: Batch): Promise<void> {
  const { ctx } = batch;
  const moved = good(batch).filter((draft) => draft.created || draft.changed.has('ownerId'));
  const ids = [...new Set(moved.map((draft) => draft.record.ownerId as string | null).filter((id) => id !== null))];
  if (!ids.length) return;
  const rows = await ctx.run<{ id: string; deptId: string | null; status: string }>(sql`SELECT id, department_id AS "deptId", status FROM app_user WHERE id = ANY(${ids}::uuid[]) AND deleted_at IS NULL`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const draft of moved) {
    const owner = draft.record.ownerId as string | null;
    const found = owner === null ? undefined : byId.get(owner);
    if (owner !== null && (!found || (found.status !== 'active' && !ctx.system))) { draft.errors.push({ field: 'ownerId', code: 'owner.unknown' }); continue; }
    if (draft.input.values.deptId === undefined) draft.record.deptId = found?.deptId ?? null;
  }
  findChanged(batch);
}

/** Required fields are filled, texts have something to read. Fields that number themselves are filled later. */
export function checkRequired(batch: Batch): void {
  for (const draft of good(batch)) {
    for (const [name, field] of Object.entries(batch.def.fields as Fields)) {
      if (field.required && field.type !== 'rollup' && (draft.record[name] ?? null) === null) draft.errors.push({ field: name, code: 'field.required' });
    }
  }
}

/** The state machine of the definition: a new record starts at the initial state or one step from it. */
export function checkFlow(batch: Batch): void {
  const flow = batch.def.flow as { field: string; initial: string; transitions: Record<string, readonly string[]> } | undefined;
  if (!flow || batch.ctx.system) return;
  const options = (batch.def.fields[flow.field] as { options: readonly { key: string; label: string }[] }).options;
  const word = (key: string): string => options.find((option) => option.key === key)?.label ?? key;
  for (const draft of good(batch)) {
    const to = draft.record[flow.field] as string;
    const from = (draft.before?.[flow.field] as string | undefined) ?? flow.initial;
    if (to === from || flow.transitions[from]?.includes(to)) continue;
    draft.errors.push({ field: flow.field, code: 'flow.not-allowed', params: { from: word(from), to: word(to) } });
  }
}

type Pointer = { draft: Draft; field: string; id: string; filterBy?: Readonly<Record<string, string>> };

function pointers(batch: Batch): Map<string, Pointer[]> {
  const found = new Map<string, Pointer[]>();
  const add = (object: string, pointer: Pointer): void => { found.set(object, [...(found.get(object) ?? []), pointer]); };
  for (const draft of good(batch)) {
    for (const [name, field] of Object.entries(batch.def.fields as Fields)) {
      const value = draft.record[name] ?? null;
      if (value === null) continue;
      if (field.type === 'anyRef' && draft.changed.has(name)) add((value as { object: string }).object, { draft, field: name, id: (value as { id: string }).id });
      if (field.type === 'user' && draft.changed.has(name)) add('user', { draft, field: name, id: value as string });
      if (field.type === 'ref') {
        const bases = Object.values(field.filterBy ?? {});
        if (draft.changed.has(name) || bases.some((base) => draft.changed.has(base))) add(field.to, { draft, field: name, id: value as string, ...(field.filterBy ? { filterBy: field.filterBy } : {}) });
      }
    }
  }
  return found;
}

/**
 * May I point at that record? It must be live and visible, and fit the reference's filter. A parent that must outlive its children
 * is locked till the commit, in id order, so that it cannot be deleted meanwhile.
 */
export async function checkRefs(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  const found = pointers(batch);
  for (const object of objectNames) {
    const list = found.get(object);
    if (!list) continue;
    const target = objectOf(object);
    const ids = [...new Set(list.map((pointer) => pointer.id))];
    const columns = [...new Set(list.flatMap((pointer) => Object.keys(pointer.filterBy ?? {})))];
    const strong = !batch.options.dryRun && list.some((pointer) => (def.fields as Fields)[pointer.field]?.type !== 'user' && (def.fields[pointer.field] as { onDelete?: string }).onDelete === 'restrict');
    const rows = await ctx.run<Values & { id: string }>(sql`
      SELECT ${join([column('t', 'id'), ...columns.map((name) => sql`${column('t', name)} AS ${ident(name)}`)], ', ')} FROM ${ident(target.table)} t
      WHERE t.id = ANY(${ids}::uuid[]) AND t.deleted_at IS NULL AND (${compileScope(ctx, target, 'read', 't')}) ORDER BY t.id ${raw(strong ? 'FOR NO KEY UPDATE OF t' : '')}`);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const { draft, field, id, filterBy } of list) {
      const row = byId.get(id);
      if (!row) draft.errors.push({ field, code: 'ref.unknown' });
      else if (Object.entries(filterBy ?? {}).some(([theirs, ours]) => (draft.record[ours] ?? null) !== null && row[theirs] !== draft.record[ours])) draft.errors.push({ field, code: 'ref.mismatch' });
    }
  }
  await checkCycles(batch);
}

/** A tree stays a tree: nobody is above himself. */
async function checkCycles(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if (!((field.type === 'ref' && field.to === def.name) || (field.type === 'user' && def.name === 'user'))) continue;
    const moved = good(batch).filter((draft) => !draft.created && draft.changed.has(name) && draft.record[name]);
    if (!moved.length) continue;
    const rows = await ctx.run<{ start: string; id: string }>(sql`
      WITH RECURSIVE up AS (SELECT s AS start, s AS id, 1 AS depth FROM unnest(${moved.map((draft) => draft.record[name])}::uuid[]) s
        UNION SELECT up.start, t.${ident(storedColumns(def).find((one) => one.field === name)?.column ?? '')}, up.depth + 1 FROM up JOIN ${ident(def.table)} t ON t.id = up.id WHERE up.depth < 100)
      SELECT start, id FROM up WHERE id IS NOT NULL`);
    for (const draft of moved) if (rows.some((row) => row.start === draft.record[name] && row.id === draft.id)) draft.errors.push({ field: name, code: 'ref.cycle' });
  }
}

/** Nobody makes a record, or moves one, to where he could not update it: the scope is asked about the record as it will be. */
export async function checkScopeAfter(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  if (ctx.system) return;
  const decisive = new Set(['ownerId', 'deptId', 'createdById', ...def.scope.flatMap((rule) => (typeof rule === 'object' ? [rule.via] : []))]);
  const moved = good(batch).filter((draft) => draft.created || [...draft.changed].some((name) => decisive.has(name)));
  if (!moved.length || def.scope.includes('public')) return;
  const columns = storedColumns(def).filter((one) => one.field === 'id' || decisive.has(one.field));
  const rows = moved.map((draft) => Object.fromEntries(columns.map((one) => [one.column, one.value(draft.record)])));
  const allowed = await ctx.run<{ id: string }>(sql`
    SELECT t.id FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(${raw(columns.map((one) => `"${one.column}" ${one.type}`).join(', '))}) WHERE ${compileScope(ctx, def, 'update', 't')}`);
  const ids = new Set(allowed.map((row) => row.id));
  for (const draft of moved) if (!ids.has(draft.id)) draft.errors.push(forbidden());
}

/** Unique fields, within the batch and against the live rows. The unique index has the last word. */
export async function checkUnique(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if (!field.unique) continue;
    const asked = good(batch).filter((draft) => draft.changed.has(name) && (draft.record[name] ?? null) !== null);
    if (!asked.length) continue;
    const rows = await ctx.run<{ id: string; value: string }>(sql`SELECT t.id, ${column('t', name)} AS value FROM ${ident(def.table)} t WHERE ${column('t', name)} = ANY(${asked.map((draft) => draft.record[name])}) AND t.deleted_at IS NULL`);
    const taken = new Map(rows.map((row) => [row.value, row.id]));
    for (const draft of asked) {
      const value = draft.record[name] as string;
      const other = taken.get(value);
      if (other !== undefined && other !== draft.id) draft.errors.push({ field: name, code: 'field.not-unique' });
      else taken.set(value, draft.id);
    }
  }
}

