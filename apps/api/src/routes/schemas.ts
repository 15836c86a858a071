import { type AnyDef, type Fields, fieldsSchema, fieldSchema, type JsonSchema, QUERY_LIMITS, querySchema, UUID, writableFields } from '@wellspring/objects';

/** Pieces of request schemas that several routes share. */
export const uuid = { type: 'string', pattern: UUID } as const;
export const idParams = { type: 'object', properties: { id: uuid } } as const;
export const version = { type: 'integer', minimum: 1 } as const;
export const cursor = { type: 'string', minLength: 1, maxLength: 4000 } as const;
export const closed = (properties: JsonSchema, required: readonly string[] = []): JsonSchema => ({ type: 'object', additionalProperties: false, properties, required });
/** Of POST routes that take nothing: no body, or an empty one. */
export const nothing = { anyOf: [{ type: 'null' }, { type: 'object', additionalProperties: false }] } as const;

export const lookupSchema = closed({ text: { type: 'string', maxLength: QUERY_LIMITS.search }, ids: { type: 'array', maxItems: 200, items: uuid }, filter: { type: 'object' }, limit: { type: 'integer', minimum: 1, maximum: 100 } });
export const transferSchema = closed({ version, ownerId: { anyOf: [uuid, { type: 'null' }] } }, ['ownerId']);
export const exportSchema = closed({ query: querySchema, columns: querySchema.properties.columns, format: { enum: ['csv', 'xlsx', 'txt'] } }, ['query', 'format']);
export const bulkSchema = closed({
  ids: { type: 'array', minItems: 1, maxItems: 10_000, items: uuid }, query: querySchema, op: { enum: ['update', 'transfer', 'delete', 'restore', 'purge', 'action'] },
  changes: { type: 'object', minProperties: 1, maxProperties: 60 }, ownerId: { anyOf: [uuid, { type: 'null' }] }, action: { type: 'string', maxLength: 64 }, input: { type: 'object', maxProperties: 60 },
}, ['op']);

/** A draft to be checked: whatever is there already has its shape, nothing is demanded yet. */
export const draftSchema = (def: AnyDef): JsonSchema => {
  const loose = (name: string, field: Parameters<typeof fieldSchema>[0]): [string, JsonSchema] => [name, fieldSchema({ ...field, required: false })];
  return closed({ id: uuid, ownerId: { anyOf: [uuid, { type: 'null' }] }, ...Object.fromEntries(writableFields(def.fields as Fields).map(([name, field]) => loose(name, field))) });
};
/** The body of an action: its input, and the version the caller saw. */
export const actionSchema = (input: Fields): JsonSchema => closed({ version, input: fieldsSchema(input) }, (fieldsSchema(input).required as string[]).length ? ['input'] : []);

const text = { type: 'string' } as const;
const labels = { $ref: 'Labels#' } as const;
/** Answers, for the document only. */
export const answers = {
  error: { $ref: 'Error#' },
  task: { $ref: 'Task#' },
  operation: { type: 'object', properties: { operationId: text } },
  list: (def: AnyDef) => ({ type: 'object', properties: { rows: { type: 'array', items: { $ref: `${def.name}.read#` } }, labels, editable: { type: 'array', items: text }, next: { type: ['string', 'null'] } } }),
  count: { type: 'object', properties: { count: { type: 'integer' }, capped: { type: 'boolean' } } },
  aggregate: { type: 'object', properties: { rows: { type: 'array', items: { type: 'object', properties: { keys: { type: 'array' }, values: { type: 'array' } } } }, labels } },
  lookup: { type: 'object', properties: { rows: { type: 'array', items: { type: 'object', properties: { id: text, title: text, subtitle: text } } } } },
  record: (def: AnyDef) => ({
    type: 'object',
    properties: {
      record: { $ref: `${def.name}.read#` }, labels, counts: { type: 'object', additionalProperties: { type: 'integer' } }, next: { type: ['object', 'null'] }, operationId: text, duplicates: { type: 'array', items: { type: 'object' } },
      can: { type: 'object', properties: { update: { type: 'boolean' }, delete: { type: 'boolean' }, transfer: { type: 'boolean' }, restore: { type: 'boolean' }, purge: { type: 'boolean' }, actions: { type: 'array', items: text } } },
    },
  }),
  history: { type: 'object', properties: { entries: { type: 'array', items: { type: 'object' } }, labels, next: { type: ['string', 'null'] } } },
  asOf: (def: AnyDef) => ({ type: 'object', properties: { record: { anyOf: [{ $ref: `${def.name}.read#` }, { type: 'null' }] }, labels, at: text } }),
  duplicates: { type: 'object', properties: { duplicates: { type: 'array', items: { type: 'object' } } } },
} as const;
