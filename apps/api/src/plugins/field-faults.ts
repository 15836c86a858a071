import { type Fields, shapeCode, systemFields } from '@wellspring/objects';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

type Fault = { field: string; code: string; params?: Record<string, unknown> };

const nameIn = (path: string): string => decodeURIComponent(path.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '');
const isKnown = (fields: Fields, name: string): boolean => Object.hasOwn(fields, name) || Object.hasOwn(systemFields, name);

function faultOf(error: FastifySchemaValidationError, fields: Fields): Fault {
  if (error.keyword === 'required') return { field: nameIn(error.instancePath) || String(error.params.missingProperty), code: 'field.required' };
  if (error.keyword === 'additionalProperties') {
    const field = nameIn(error.instancePath) || String(error.params.additionalProperty);
    return { field, code: isKnown(fields, field) ? 'field.readonly' : 'field.unknown' };
  }
  const field = nameIn(error.instancePath);
  const def = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!def) return { field, code: 'field.invalid' };
  if (error.keyword === 'maxLength') return { field, code: 'text.too-long', params: { max: error.params.limit } };
  if (error.keyword === 'minimum' || error.keyword === 'maximum') {
    const { min, max } = def as { min?: number; max?: number };
    if (min !== undefined && max !== undefined) return { field, code: 'number.range', params: { min, max } };
    return { field, code: error.keyword === 'maximum' ? 'number.too-large' : 'number.negative' };
  }
  return { field, code: shapeCode(def) };
}

/** What a nullable field says about null is never the fault: its other branch tells. */
const isNoise = (error: FastifySchemaValidationError): boolean => error.keyword === 'anyOf' || error.keyword === 'oneOf' || (error.keyword === 'type' && error.params.type === 'null');
/** A wrong type tells more than the pattern that failed with it, a length more than a pattern. */
const weight: Record<string, number> = { required: 0, additionalProperties: 0, type: 1, maxLength: 2, minimum: 3, maximum: 3, enum: 3, pattern: 4, format: 4 };

/** One fault per field out of all that the validator found. */
export function fieldFaults(found: readonly FastifySchemaValidationError[], fields: Fields): Fault[] {
  const telling = found.filter((error) => !isNoise(error));
  const sorted = [...(telling.length ? telling : found)].sort((a, b) => (weight[a.keyword] ?? 5) - (weight[b.keyword] ?? 5));
  const byField = new Map<string, Fault>();
  for (const error of sorted) {
    const fault = faultOf(error, fields);
    if (!byField.has(fault.field)) byField.set(fault.field, fault);
  }
  return [...byField.values()].slice(0, 100);
}
