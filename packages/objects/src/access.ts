import type { FieldDef } from './fields/registry.ts';

/** How far a right reaches: nothing, own records, the own department's, the department and those below it, all. */
export const LEVELS = ['none', 'own', 'dept', 'deptTree', 'all'] as const;
export type Level = (typeof LEVELS)[number];
export const FIELD_RIGHTS = ['none', 'mask', 'read', 'write'] as const;
export type FieldRight = (typeof FIELD_RIGHTS)[number];
/** Operations beyond reading and updating. Actions of an object are operations too, by their own names. */
export const OPERATIONS = ['create', 'delete', 'transfer', 'import', 'export', 'purge', 'restore'] as const;
export type Op = (typeof OPERATIONS)[number] | (string & {});

/** What one role grants on one object. */
export type Grant = { read: Level; update: Level; ops: readonly Op[]; fields?: Readonly<Record<string, FieldRight>> };
/** A role is data: grants by object name, `*` for the objects it does not name. */
export type RoleDef = { name: string; admin?: boolean; objects: Readonly<Record<string, Grant>> };

/** What the caller may do with one object, the union over his roles. */
export type ObjectAccess = { read: Level; update: Level; ops: readonly Op[]; fields: Readonly<Record<string, FieldRight>> };
export type Access = {
  userId: string;
  admin: boolean;
  /** The caller's department, and it with all below. */
  deptIds: readonly string[];
  deptTreeIds: readonly string[];
  objects: Readonly<Record<string, ObjectAccess>>;
};

const NOTHING: ObjectAccess = { read: 'none', update: 'none', ops: [], fields: {} };
export const accessTo = (access: Access, object: string): ObjectAccess => (Object.hasOwn(access.objects, object) ? (access.objects[object] ?? NOTHING) : NOTHING);
/** May the caller do this with some record of the object? Which ones, the scope says. */
export const canDo = (access: Access, object: string, op: Op): boolean => accessTo(access, object).ops.includes(op);
export const canSee = (access: Access, object: string): boolean => accessTo(access, object).read !== 'none';

/** The caller's right on a field. A readonly field is never more than 'read'. */
export function fieldRight(access: Access, object: string, name: string, field: FieldDef): FieldRight {
  const own = accessTo(access, object).fields;
  const right = Object.hasOwn(own, name) ? (own[name] ?? 'write') : 'write';
  return right === 'write' && field.readonly ? 'read' : right;
}

const rank = <T extends string>(list: readonly T[], value: T): number => list.indexOf(value);
const wider = <T extends string>(list: readonly T[], a: T, b: T): T => (rank(list, a) >= rank(list, b) ? a : b);

/** Union of several roles' grants: the widest level, all operations, per field the best right. */
export function mergeGrants(grants: readonly Grant[]): ObjectAccess {
  if (!grants.length) return NOTHING;
  const names = new Set(grants.flatMap((grant) => Object.keys(grant.fields ?? {})));
  return {
    read: grants.map((grant) => grant.read).reduce((a, b) => wider(LEVELS, a, b)),
    update: grants.map((grant) => grant.update).reduce((a, b) => wider(LEVELS, a, b)),
    ops: [...new Set(grants.flatMap((grant) => grant.ops))],
    fields: Object.fromEntries([...names].map((name) => [name, grants.map((grant) => grant.fields?.[name] ?? 'write').reduce((a, b) => wider(FIELD_RIGHTS, a, b))])),
  };
}

/** The value a masked reader gets: the edges stay, the middle is dots. */
export function maskValue(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') return '••••';
  const signs = [...value];
  if (signs.length <= 2) return '••';
  const edge = signs.length >= 7 ? [3, 2] : [1, 1];
  return `${signs.slice(0, edge[0]).join('')}••••${signs.slice(signs.length - (edge[1] ?? 1)).join('')}`;
}
