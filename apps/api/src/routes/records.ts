import {
  actOnRecord, aggregateRecords, checkDraft, countRecords, createRecord, type Ctx, getRecord, listRecords, lookupRecords, NotFoundError, purgeRecord, recordAsOf, recordHistory, removeRecord, restoreRecord, startBulk, startExport, transferRecord, updateRecord,
} from '@wellspring/core';
import { type ActionDef, type Aggregate, aggregateSchema, type AnyDef, type BulkRequest, countSchema, type ExportRequest, type Fields, type JsonSchema, type LookupRequest, objectNames, objects, type Query, querySchema } from '@wellspring/objects';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { once } from '../plugins/once.ts';
import { actionSchema, answers, bulkSchema, cursor, draftSchema, exportSchema, idParams, lookupSchema, nothing, transferSchema } from './schemas.ts';

/** What a handler of an endpoint gets of its request; the schemas have checked it. */
type Given = { id: string; body: Record<string, unknown>; query: Record<string, string | undefined>; params: Record<string, string> };
type Endpoint = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind /api/<path of the object>. */
  path: string;
  name: string;
  summary: string;
  body?: JsonSchema;
  querystring?: JsonSchema;
  answer: JsonSchema;
  status?: number;
  /** Fields by which faults of the body are named. */
  fields?: Fields;
  /** Writes: an Idempotency-Key makes it happen once. */
  writes?: boolean;
  hide?: boolean;
  run: (ctx: Ctx, given: Given) => Promise<unknown>;
};

const versionText = { type: 'string', pattern: '^[1-9][0-9]{0,8}$' } as const;
const instant = { type: 'string', format: 'date-time', maxLength: 40 } as const;

function endpointsOf(def: AnyDef): Endpoint[] {
  const object = def.name;
  const fields = def.fields as Fields;
  const record = answers.record(def);
  return [
    { method: 'POST', path: '/query', name: 'query', summary: 'A page of the list', body: querySchema, answer: answers.list(def), run: (ctx, { body }) => listRecords(ctx, object, body as Query) },
    { method: 'POST', path: '/count', name: 'count', summary: 'How many', body: countSchema, answer: answers.count, run: (ctx, { body }) => countRecords(ctx, object, body) },
    { method: 'POST', path: '/aggregate', name: 'aggregate', summary: 'Sums and counts by group', body: aggregateSchema, answer: answers.aggregate, run: (ctx, { body }) => aggregateRecords(ctx, object, body as unknown as Aggregate) },
    { method: 'POST', path: '/lookup', name: 'lookup', summary: 'Find by name, code or pinyin, for pickers', body: lookupSchema, answer: answers.lookup, run: (ctx, { body }) => lookupRecords(ctx, object, body as LookupRequest) },
    { method: 'POST', path: '/check', name: 'check', summary: 'Duplicates of a draft', body: draftSchema(def), fields, answer: answers.duplicates, run: (ctx, { body }) => checkDraft(ctx, object, body) },
    { method: 'POST', path: '', name: 'create', summary: 'Create', body: { $ref: `${object}.create#` }, fields, answer: record, status: 201, writes: true, run: (ctx, { body }) => createRecord(ctx, object, body) },
    { method: 'GET', path: '/:id', name: 'get', summary: 'One record', answer: record, run: (ctx, { id }) => getRecord(ctx, object, id) },
    { method: 'PATCH', path: '/:id', name: 'update', summary: 'Change; 409 when others changed the same fields since `version`', body: { $ref: `${object}.update#` }, fields, answer: record, run: (ctx, { id, body }) => updateRecord(ctx, object, id, body) },
    { method: 'DELETE', path: '/:id', name: 'remove', summary: 'To the recycle bin', querystring: { type: 'object', additionalProperties: false, properties: { version: versionText } }, answer: answers.operation, run: (ctx, { id, query }) => removeRecord(ctx, object, id, query.version ? Number(query.version) : undefined) },
    { method: 'POST', path: '/:id/restore', name: 'restore', summary: 'Out of the recycle bin', body: nothing, answer: record, writes: true, run: (ctx, { id }) => restoreRecord(ctx, object, id) },
    { method: 'POST', path: '/:id/purge', name: 'purge', summary: 'Remove for good from the recycle bin', body: nothing, answer: answers.operation, writes: true, run: (ctx, { id }) => purgeRecord(ctx, object, id) },
    { method: 'POST', path: '/:id/transfer', name: 'transfer', summary: 'Give to another owner', body: transferSchema, answer: record, writes: true, run: (ctx, { id, body }) => transferRecord(ctx, object, id, body.ownerId as string | null, body.version as number | undefined) },
    { method: 'GET', path: '/:id/history', name: 'history', summary: 'Who changed what and when', querystring: { type: 'object', additionalProperties: false, properties: { cursor, field: { type: 'string', maxLength: 64 } } }, answer: answers.history, run: (ctx, { id, query }) => recordHistory(ctx, object, id, { cursor: query.cursor ?? null, ...(query.field ? { field: query.field } : {}) }) },
    { method: 'GET', path: '/:id/as-of', name: 'asOf', summary: 'The record as it stood at a moment', querystring: { type: 'object', additionalProperties: false, required: ['at'], properties: { at: instant } }, answer: answers.asOf(def), run: (ctx, { id, query }) => recordAsOf(ctx, object, id, query.at ?? '') },
    { method: 'POST', path: '/bulk', name: 'bulk', summary: 'One act on many records, as a background task', body: bulkSchema, answer: answers.task, status: 202, writes: true, run: (ctx, { body }) => startBulk(ctx, object, body as unknown as BulkRequest) },
    { method: 'POST', path: '/export', name: 'export', summary: 'The list as a file, as a background task', body: exportSchema, answer: answers.task, status: 202, writes: true, run: (ctx, { body }) => startExport(ctx, object, body as unknown as ExportRequest) },
    ...Object.entries((def.actions ?? {}) as Record<string, ActionDef>).map(([action, { input, label }]): Endpoint => ({
      method: 'POST', path: `/:id/actions/${action}`, name: action, summary: label, body: actionSchema(input), fields: input, answer: record, writes: true,
      run: (ctx, { id, body }) => actOnRecord(ctx, object, id, action, body as { version?: number; input?: Record<string, unknown> }),
    })),
    { method: 'POST', path: '/:id/actions/:action', name: 'act', summary: 'An action that does not exist', answer: {}, hide: true, run: async () => { throw new NotFoundError('action.unknown'); } },
  ];
}

const given = (request: FastifyRequest): Given => {
  const params = request.params as Record<string, string>;
  return { id: params.id ?? '', params, body: (request.body ?? {}) as Given['body'], query: request.query as Given['query'] };
};

function addEndpoint(app: FastifyInstance, def: AnyDef, endpoint: Endpoint): void {
  const { name, method, path, status = 200 } = endpoint;
  app.route({
    method, url: `/${def.path}${path}`,
    config: { access: 'session', ...(endpoint.fields ? { fields: endpoint.fields } : {}) },
    schema: {
      operationId: `${def.name}.${name}`, tags: [def.name], summary: endpoint.summary, ...(endpoint.hide ? { hide: true } : {}),
      ...(path.includes(':id') ? { params: idParams } : {}), ...(endpoint.body ? { body: endpoint.body } : {}), ...(endpoint.querystring ? { querystring: endpoint.querystring } : {}),
      response: { [status]: { description: 'Done', ...endpoint.answer }, default: { description: 'An error', ...answers.error } },
    },
    handler: async (request, reply) => (endpoint.writes ? once(request, reply, status, (ctx) => endpoint.run(ctx, given(request))) : reply.code(status).send(await endpoint.run(request.ctx, given(request)))),
  });
}

/** The same endpoints for every object, from its definition. */
export function recordRoutes(app: FastifyInstance): void {
  for (const name of objectNames) for (const endpoint of endpointsOf(objects[name])) addEndpoint(app, objects[name], endpoint);
}
