import { checkImport, createImport, getImport, patchImport, runImport } from '@wellspring/core';
import { type ImportPatch, objectNames } from '@wellspring/objects';
import type { FastifyInstance } from 'fastify';
import { once } from '../plugins/once.ts';
import { streamUpload } from '../upload.ts';
import { answers, closed, idParams, nothing, uuid } from './schemas.ts';

type WithId = { Params: { id: string } };
/** Core knows the limit of each kind of file; this is the largest of them. */
const IMPORT_LIMIT = 1024 ** 3;
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const text = { type: 'string', maxLength: 200 } as const;
const decision = { anyOf: [{ enum: ['create', 'refuse', 'blank'] }, closed({ id: uuid }, ['id'])] } as const;
const patchSchema = closed({
  encoding: orNull(text), separator: orNull({ type: 'string', maxLength: 3 }), sheet: orNull(text), headerRow: { type: 'integer', minimum: 0, maximum: 1000 },
  mapping: { type: 'array', maxItems: 1000, items: closed({ column: { type: 'integer', minimum: 0 }, field: orNull(text) }, ['column', 'field']) },
  policy: { enum: ['skip', 'update', 'create'] }, matchField: orNull(text),
  refs: { type: 'object', maxProperties: 60, additionalProperties: closed({ values: { type: 'object', maxProperties: 5000, additionalProperties: decision }, other: { enum: ['create', 'refuse', 'blank'] } }, ['values', 'other']) },
});

/** Bringing a file in: upload, map, check the whole of it, run. */
export function importRoutes(app: FastifyInstance): void {
  const tags = ['imports'];
  const task = { response: { 202: { description: 'The task', ...answers.task }, default: { description: 'An error', ...answers.error } } };
  app.post<{ Querystring: { object: string } }>('/imports', {
    config: { access: 'session' },
    schema: { operationId: 'createImport', tags, summary: 'Upload a CSV or Excel file (multipart, one part `file`)', consumes: ['multipart/form-data'], querystring: closed({ object: { enum: objectNames } }, ['object']) },
  }, async (request, reply) => reply.code(201).send(await streamUpload(request, IMPORT_LIMIT, (upload) => createImport(request.ctx, { object: request.query.object, ...upload }))));
  app.get<WithId>('/imports/:id', { config: { access: 'session' }, schema: { operationId: 'import', tags, summary: 'The state of an import', params: idParams } }, (request) => getImport(request.ctx, request.params.id));
  app.patch<WithId & { Body: ImportPatch }>('/imports/:id', { config: { access: 'session' }, schema: { operationId: 'patchImport', tags, summary: 'Choose encoding, sheet, mapping, policy', params: idParams, body: patchSchema } }, (request) => patchImport(request.ctx, request.params.id, request.body));
  app.post<WithId>('/imports/:id/check', { config: { access: 'session' }, schema: { operationId: 'checkImport', tags, summary: 'Check every row and write nothing', params: idParams, body: nothing, ...task } }, (request, reply) => once(request, reply, 202, (ctx) => checkImport(ctx, request.params.id)));
  app.post<WithId>('/imports/:id/run', { config: { access: 'session' }, schema: { operationId: 'runImport', tags, summary: 'Write the good rows', params: idParams, body: nothing, ...task } }, (request, reply) => once(request, reply, 202, (ctx) => runImport(ctx, request.params.id)));
}
