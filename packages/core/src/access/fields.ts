import { type Access, accessTo, type AnyDef, allFields, canSee, type FieldDef, fieldOf, type FieldRight, fieldRight, isObjectName, maskValue, objectOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { ForbiddenError, NotFoundError, UserError } from '../errors.ts';

export type ReadableRight = Exclude<FieldRight, 'none'>;
const cache = new WeakMap<Access, Map<string, Map<string, ReadableRight>>>();
const everything = new Map<string, Map<string, ReadableRight>>();
/** Without these no row could be opened or saved. */
const ALWAYS = new Set(['id', 'version']);

function rightsOn(access: Access | null, def: AnyDef): Map<string, ReadableRight> {
  const rights = new Map<string, ReadableRight>();
  if (access && !canSee(access, def.name)) return rights;
  for (const [name, field] of Object.entries(allFields(def))) {
    const right = access && !ALWAYS.has(name) ? fieldRight(access, def.name, name, field) : field.readonly ? 'read' : 'write';
    if (right !== 'none') rights.set(name, right);
  }
  return rights;
}

/** Fields of an object that exist for the caller, with his right on each. A field without right is not in the map: it is as unknown as a field that was never defined. So are all fields of an object he may not read. */
export function readableFields(ctx: Ctx, def: AnyDef): Map<string, ReadableRight> {
  const byObject = ctx.system ? everything : (cache.get(ctx.access) ?? new Map<string, Map<string, ReadableRight>>());
  if (!ctx.system) cache.set(ctx.access, byObject);
  let rights = byObject.get(def.name);
  if (!rights) {
    rights = rightsOn(ctx.system ? null : ctx.access, def);
    byObject.set(def.name, rights);
  }
  return rights;
}

/** The one answer for a field that is not there, not readable, or only masked where a value would be compared. */
export const unknownField = (path: string): UserError => new UserError('field.unknown', { field: path.slice(0, 130), params: { field: path.slice(0, 130) } });

/** May values of this field be compared, sorted, grouped or searched? A masked value must not: the answer would tell it. */
export function isFilterable(ctx: Ctx, def: AnyDef, name: string): boolean {
  const right = readableFields(ctx, def).get(name);
  return right === 'read' || right === 'write';
}
/** The field by name. @throws UserError `field.unknown` when it does not exist for the caller, or is masked */
export function assertFilterable(ctx: Ctx, def: AnyDef, name: string, path = name): FieldDef {
  if (!isFilterable(ctx, def, name)) throw unknownField(path);
  return fieldOf(def, name) as FieldDef;
}

/** The definition of an object the caller may see at all. @throws NotFoundError for a name that is no object, ForbiddenError without any right to read */
export function visibleObject(ctx: Ctx, object: string): AnyDef {
  if (!isObjectName(object)) throw new NotFoundError('object.unknown');
  if (!ctx.system && !canSee(ctx.access, object)) throw new ForbiddenError();
  return objectOf(object);
}
export const mayDo = (ctx: Ctx, object: string, ops: readonly string[]): boolean => ctx.system || ops.some((op) => accessTo(ctx.access, object).ops.includes(op));

/** Replaces masked values in place, before a row leaves the core. */
export function maskRow(ctx: Ctx, def: AnyDef, row: Record<string, unknown>): void {
  const rights = readableFields(ctx, def);
  for (const name of Object.keys(row)) if (rights.get(name) === 'mask') row[name] = maskValue(row[name]);
}
