import { type FieldDef, type Fields, shapeCode, specOf } from '@wellspring/objects';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FieldFault } from '../errors.ts';

const ajv = new Ajv2020({ strict: false, allErrors: false, coerceTypes: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
const validators = new WeakMap<FieldDef, ValidateFunction>();
const validatorOf = (field: FieldDef): ValidateFunction => {
  let validate = validators.get(field);
  if (!validate) {
    validate = ajv.compile(specOf(field).schema(field));
    validators.set(field, validate);
  }
  return validate;
};

// A NUL or half a surrogate pair cannot be stored, whatever the field.
const UNSTORABLE = /[\u0000]|\p{Surrogate}/u;
const unstorable = (value: unknown): boolean => (typeof value === 'string' ? UNSTORABLE.test(value) : Array.isArray(value) && value.some(unstorable));

/** What is wrong with a value for a field, or null. A null value is a question of `required`, asked elsewhere. */
export function valueFault(name: string, field: FieldDef, value: unknown): FieldFault | null {
  if (value === null) return null;
  if (unstorable(value)) return { field: name, code: 'field.invalid' };
  const validate = validatorOf(field);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  const params = error?.params as { limit?: number } | undefined;
  if (error?.keyword === 'maxLength') return { field: name, code: 'text.too-long', params: { max: params?.limit } };
  if (error?.keyword === 'minimum' && params?.limit === 0) return { field: name, code: 'number.negative' };
  if (error?.keyword === 'minimum' || error?.keyword === 'maximum') {
    const { minimum, maximum } = specOf(field).schema(field) as { minimum?: number; maximum?: number };
    return { field: name, code: 'number.range', params: { min: minimum ?? '−∞', max: maximum ?? '∞' } };
  }
  return { field: name, code: shapeCode(field) };
}

const padScale = (decimal: string, scale: number): string => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const negative = whole.startsWith('-');
  const digits = whole.replace('-', '').replace(/^0+(?=\d)/, '');
  const text = scale ? `${digits}.${fraction.padEnd(scale, '0').slice(0, scale)}` : digits;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
};

/** A valid value in the very form PostgreSQL gives it back, so that equal values are equal texts. */
export function canonical(field: FieldDef, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const storage = specOf(field).storage(field);
  if (storage.type === 'timestamptz') return new Date(String(value)).toISOString();
  if (storage.type === 'numeric' && storage.scale !== undefined && typeof value === 'string') return padScale(value, storage.scale);
  return value;
}

/** Are two canonical values the same? Lists by element, references by object and id. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => sameValue(one, b[index]));
  if (typeof a === 'object' && typeof b === 'object' && a && b) {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    return Object.keys(x).length === Object.keys(y).length && Object.keys(x).every((key) => sameValue(x[key], y[key]));
  }
  return false;
}

/** Values of an action's input, checked against its fields. */
export function inputFaults(fields: Fields, input: Readonly<Record<string, unknown>>): FieldFault[] {
  const faults: FieldFault[] = Object.keys(input).filter((name) => !Object.hasOwn(fields, name)).map((field) => ({ field, code: 'field.unknown', params: { field } }));
  for (const [name, field] of Object.entries(fields)) {
    const value = input[name] ?? null;
    const fault = value === null ? (field.required ? { field: name, code: 'field.required' } : null) : valueFault(name, field, value);
    if (fault) faults.push(fault);
  }
  return faults;
}
