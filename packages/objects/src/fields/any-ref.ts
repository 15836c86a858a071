import type { Common, FieldTypeSpec } from './common.ts';
import { UUID } from './ref.ts';

/** A pointer at one record of one of several objects: two columns, `<name>_object` and `<name>_id`. */
export type AnyRefField = Common & { to: readonly string[] };
export const anyRef = <const O extends AnyRefField>(options: O) => ({ type: 'anyRef' as const, ...options });

export type AnyRefValue = { object: string; id: string };

export const anyRefType: FieldTypeSpec<AnyRefField> = {
  storage: () => ({ type: 'uuid' }),
  schema: (field) => ({
    type: 'object', additionalProperties: false, required: ['object', 'id'],
    properties: { object: { type: 'string', enum: [...field.to] }, id: { type: 'string', pattern: UUID } },
  }),
  operators: ['eq', 'empty', 'notEmpty'],
  measures: [],
  parse: () => ({ error: 'ref.unknown' }),
  format: (value) => String((value as AnyRefValue).id),
};
