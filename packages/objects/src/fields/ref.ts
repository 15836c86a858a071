import type { Common, FieldTypeSpec } from './common.ts';

/** A pointer at one record of `to`. `filterBy`: offer only records whose field equals a field of this record. `tree`: `to` is this object itself, or one whose records form a tree (adds the operator `under`). */
export type RefField = Common & { to: string; onDelete?: 'restrict' | 'setNull'; filterBy?: Readonly<Record<string, string>>; tree?: boolean };
export const ref = <const O extends RefField>(options: O) => ({ type: 'ref' as const, ...options });

export const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
export const isUuid = (value: unknown): value is string => typeof value === 'string' && new RegExp(UUID).test(value);

export const refType: FieldTypeSpec<RefField> = {
  storage: () => ({ type: 'uuid' }),
  schema: () => ({ type: 'string', pattern: UUID }),
  operators: ['eq', 'ne', 'in', 'notIn', 'empty', 'notEmpty'],
  measures: [],
  // Texts are matched against the referenced object's names, codes and pinyin by the import, which can see the table.
  parse: (input) => (isUuid(input) ? { value: input } : { error: 'ref.unknown' }),
  format: String,
};
