import type { Common, FieldTypeSpec } from './common.ts';
import { isUuid, UUID } from './ref.ts';

/** A pointer at a user; `to` is fixed, so that the engine treats it as any ref. */
export type UserField = Common & { to?: 'user'; onDelete?: 'restrict' | 'setNull' };
export const user = <const O extends UserField>(options: O) => ({ type: 'user' as const, to: 'user' as const, ...options });

export const userType: FieldTypeSpec<UserField> = {
  storage: () => ({ type: 'uuid' }),
  schema: () => ({ type: 'string', pattern: UUID }),
  operators: ['eq', 'ne', 'in', 'notIn', 'isMe', 'isMyDept', 'isMyTree', 'empty', 'notEmpty'],
  measures: [],
  parse: (input) => (isUuid(input) ? { value: input } : { error: 'ref.unknown' }),
  format: String,
};
