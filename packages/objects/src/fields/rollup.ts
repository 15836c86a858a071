import type { Filter } from '../query.ts';
import type { Common, FieldTypeSpec } from './common.ts';
import { datetimeType } from './datetime.ts';
import { intType } from './int.ts';
import { moneyType } from './money.ts';

/**
 * A figure kept from child records: `fn` over `field` of the records of `of` whose `via` points here (and match `where`).
 * The column is written by the engine alone, in the transaction of the child, and never moves the version a user's edit is checked against.
 */
export type RollupField = Common & { of: string; via: string; fn: 'sum' | 'count' | 'min' | 'max'; field?: string; where?: Filter; as: 'money' | 'int' | 'datetime' };
export const rollup = <const O extends Omit<RollupField, 'readonly'>>(options: O) => ({ type: 'rollup' as const, readonly: true as const, ...options });

const bases = { money: moneyType, int: intType, datetime: datetimeType } as const;

export const rollupType: FieldTypeSpec<RollupField> = {
  storage: (field) => bases[field.as].storage({ label: '' }),
  schema: (field) => bases[field.as].schema({ label: '' }),
  operators: ['eq', 'gt', 'gte', 'lt', 'lte', 'between', 'within', 'empty', 'notEmpty'],
  measures: ['sum', 'avg', 'min', 'max'],
  parse: () => ({ error: 'field.readonly' }),
  format: (value, field, context) => bases[field.as].format(value, { label: '' }, context),
};
