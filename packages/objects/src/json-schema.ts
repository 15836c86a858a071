import type { AnyDef } from './define-object.ts';
import type { JsonSchema } from './fields/common.ts';
import { UUID } from './fields/ref.ts';
import { type FieldDef, type Fields, type FieldType, specOf } from './fields/registry.ts';

const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** Schema of one field's value: required ones refuse null, the others take it. */
export function fieldSchema(field: FieldDef): JsonSchema {
  const schema = specOf(field).schema(field);
  return { title: field.label, ...(field.required ? schema : nullable(schema)) };
}

/** Fields a caller may name in a write. */
export const writableFields = (fields: Fields): [string, FieldDef][] => Object.entries(fields).filter(([, field]) => !field.readonly);
const demanded = (fields: Fields): string[] => writableFields(fields).filter(([, field]) => field.required && !('default' in field)).map(([name]) => name);

/** Schema of an action's input, or of any bare set of fields. */
export const fieldsSchema = (fields: Fields): JsonSchema => ({
  type: 'object', additionalProperties: false,
  properties: Object.fromEntries(writableFields(fields).map(([name, field]) => [name, fieldSchema(field)])), required: demanded(fields),
});

/** JSON Schema of an object's create, update and read bodies. Unknown and readonly names are refused, never dropped. */
export function toJsonSchema(def: AnyDef, kind: 'create' | 'update' | 'read'): JsonSchema {
  const $id = `${def.name}.${kind}`;
  if (kind === 'read') {
    return { $id, type: 'object', properties: Object.fromEntries(Object.entries(def.fields as Fields).map(([name, field]) => [name, fieldSchema(field)])) };
  }
  const owner = { title: '负责人', anyOf: [{ type: 'string', pattern: UUID }, { type: 'null' }] };
  const body = fieldsSchema(def.fields as Fields);
  const properties = body.properties as JsonSchema;
  return kind === 'create'
    ? { $id, ...body, properties: { ...properties, ownerId: owner } }
    : { $id, type: 'object', additionalProperties: false, minProperties: 2, required: ['version'], properties: { ...properties, version: { type: 'integer', minimum: 1 } } };
}

const shapeCodes: Record<FieldType, string> = {
  text: 'field.invalid', longText: 'field.invalid', phone: 'phone.shape', email: 'email.shape', url: 'url.shape', int: 'int.shape', decimal: 'decimal.shape', percent: 'int.shape', money: 'money.shape',
  date: 'date.shape', datetime: 'datetime.shape', bool: 'bool.shape', select: 'select.unknown', multiSelect: 'select.unknown', ref: 'ref.unknown', user: 'ref.unknown', anyRef: 'ref.unknown', rollup: 'field.readonly',
};
/** Error code of a value that has not the shape of its field. */
export const shapeCode = (field: FieldDef): string => shapeCodes[field.type];
