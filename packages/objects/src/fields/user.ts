import type { Common, FieldTypeSpec } from './common.ts';
import { refType } from './ref.ts';

/** A pointer at a user; `to` is fixed, so that the engine treats it as any ref. */
export type UserField = Common & { to?: 'user'; onDelete?: 'restrict' | 'setNull' };
export const user = <const O extends UserField>(options: O) => ({ type: 'user' as const, to: 'user' as const, ...options });

export const userType: FieldTypeSpec<UserField> = {
  ...refType,
  storage: () => ({ type: 'uuid' }),
  operators: ['eq', 'ne', 'in', 'notIn', 'isMe', 'isMyDept', 'isMyTree', 'empty', 'notEmpty'],
};
