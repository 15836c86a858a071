import { f } from './fields/registry.ts';
import type { FieldDef, Fields } from './fields/registry.ts';
import type { Filter } from './query.ts';

/** Wire type of a field: what JSON carries. Money is a decimal text, days and instants are ISO texts. */
type Scalar<F extends FieldDef> = F extends { type: 'int' | 'percent' }
  ? number
  : F extends { type: 'bool' }
    ? boolean
    : F extends { type: 'select'; open: true }
      ? string
      : F extends { type: 'select'; options: readonly { key: infer K }[] }
        ? K
        : F extends { type: 'multiSelect' }
          ? string[]
          : F extends { type: 'anyRef'; to: readonly (infer K)[] }
            ? { object: K; id: string }
            : F extends { type: 'rollup'; as: 'int' }
              ? number
              : string;
type Value<F extends FieldDef> = F extends { required: true } ? Scalar<F> : Scalar<F> | null;

type Simplify<T> = { [K in keyof T]: T[K] } & {};
type KeysWhere<FS extends Fields, P> = { [K in keyof FS]: FS[K] extends P ? K : never }[keyof FS];
type Writable<FS extends Fields> = Exclude<keyof FS, KeysWhere<FS, { readonly: true }>>;
type Defaulted<FS extends Fields> = KeysWhere<FS, { default: unknown }>;
type Demanded<FS extends Fields> = Exclude<Extract<KeysWhere<FS, { required: true }>, Writable<FS>>, Defaulted<FS>>;

/** Every object has these; no definition names them. */
export const systemFields = {
  id: f.ref({ label: 'ID', to: '', required: true, readonly: true }),
  version: f.int({ label: '版本', required: true, readonly: true }),
  ownerId: f.user({ label: '负责人', readonly: true }),
  deptId: f.ref({ label: '所属部门', to: 'department', readonly: true, tree: true }),
  createdAt: f.datetime({ label: '创建时间', required: true, readonly: true }),
  updatedAt: f.datetime({ label: '更新时间', required: true, readonly: true }),
  createdById: f.user({ label: '创建人', readonly: true }),
  updatedById: f.user({ label: '更新人', readonly: true }),
  deletedAt: f.datetime({ label: '删除时间', readonly: true }),
  lockedAt: f.datetime({ label: '锁定时间', readonly: true }),
} as const satisfies Fields;
export type SystemFields = { id: string; version: number; ownerId: string | null; deptId: string | null; createdAt: string; updatedAt: string; createdById: string | null; updatedById: string | null; deletedAt: string | null; lockedAt: string | null };

/** A button beyond create, edit and delete. Declared here (words, form, condition), implemented in core/domain under the same name. */
export type ActionDef = { label: string; input: Fields; when?: Filter; bulk?: boolean; color?: 'success' | 'error' };
export type Actions = Readonly<Record<string, ActionDef>>;

type SelectKeys<FS extends Fields> = { [K in keyof FS & string]: FS[K] extends { type: 'select'; options: readonly { key: infer O extends string }[] } ? { field: K; initial: NoInfer<O>; transitions: { readonly [S in O]?: readonly O[] } } : never }[keyof FS & string];
type Name<FS extends Fields> = (keyof FS | keyof SystemFields) & string;

/** Who may see and change records: the owner (with his department levels), its creator, or whoever may see the record that a ref names. Several are ORed; `public` is everybody for reading. */
export type ScopeRule = 'owner' | 'creator' | 'public' | { via: string };

export type ObjectDef<N extends string = string, FS extends Fields = Fields, A extends Actions = Actions> = {
  /** Permission key, i18n key. */
  name: N;
  table: string;
  /** Plural in addresses: /api/<path> and /o/<name>. */
  path: string;
  module: 'customer' | 'sales' | 'product' | 'office' | 'org';
  label: string;
  icon: string;
  titleField: keyof FS & string;
  /** Second line of a picker and of a card. */
  subtitle?: readonly (keyof FS & string)[];
  numbering?: { field: keyof FS & string; pattern: string };
  scope: readonly ScopeRule[];
  fields: FS;
  /** Related panes, in order. `via` names the ref of the child (an anyRef too). */
  children?: Readonly<Record<string, { object: string; via: string; label: string }>>;
  flow?: SelectKeys<FS>;
  actions?: A;
  dedupe?: readonly { fields: readonly (keyof FS & string)[]; level: 'warn' | 'block' }[];
  /** Own fields found by quick search, the most telling first. */
  search: readonly (keyof FS & string)[];
  views?: Readonly<Record<string, { label: string; filter: Filter }>>;
  list: { columns: readonly Name<FS>[]; sort: readonly (Name<FS> | `-${Name<FS>}`)[]; totals?: readonly Name<FS>[] };
  /** Facts on top of a record. */
  facts?: readonly Name<FS>[];
  detail: readonly { section: string; fields: readonly Name<FS>[]; collapsed?: boolean }[];
  /** Fields of the quick form; the rest follow under "more". */
  quick?: readonly (keyof FS & string)[];
  features: { import?: boolean; export?: boolean; files?: boolean; log?: boolean };
};

/** Identity that keeps the literal types: a definition stays plain JSON data (a test compares it with its own JSON). */
export const defineObject = <const N extends string, const FS extends Fields, const A extends Actions = Record<never, never>>(def: ObjectDef<N, FS, A>) => def;

// Variance: a def with its own fields is no ObjectDef<string, Fields>; these helpers take any.
// biome-ignore lint/suspicious/noExplicitAny: one of the few generic places where the parameter cannot be named
export type AnyDef = ObjectDef<string, any, any>;
export type RecordOf<D> = D extends { fields: infer FS extends Fields } ? Simplify<SystemFields & { -readonly [K in keyof FS]: Value<FS[K]> }> : never;
export type CreateOf<D> = D extends { fields: infer FS extends Fields } ? Simplify<{ [K in Demanded<FS>]: Value<FS[K]> } & { [K in Exclude<Writable<FS>, Demanded<FS>>]?: Value<FS[K]> } & { ownerId?: string | null }> : never;
export type UpdateOf<D> = D extends { fields: infer FS extends Fields } ? Simplify<{ [K in Writable<FS>]?: Value<FS[K]> }> : never;
export type ActionsOf<D> = D extends { actions?: infer A } ? NonNullable<A> : never;
export type InputOf<A> = A extends { input: infer FS extends Fields } ? Simplify<{ [K in Demanded<FS>]: Value<FS[K]> } & { [K in Exclude<Writable<FS>, Demanded<FS>>]?: Value<FS[K]> }> : never;

/** A field by name, own or system; undefined for a stranger (never a prototype member). */
export function fieldOf(def: AnyDef, name: string): FieldDef | undefined {
  if (Object.hasOwn(def.fields, name)) return def.fields[name];
  return Object.hasOwn(systemFields, name) ? systemFields[name as keyof typeof systemFields] : undefined;
}
/** Own and system fields together. */
export const allFields = (def: AnyDef): Record<string, FieldDef> => ({ ...systemFields, ...def.fields });
