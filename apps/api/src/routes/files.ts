import { addFile, fileContent, listFiles, MAX_FILE, removeFile } from '@wellspring/core';
import { objectNames } from '@wellspring/objects';
import type { FastifyInstance } from 'fastify';
import { sendFile } from '../send-file.ts';
import { withUpload } from '../upload.ts';
import { closed, idParams, uuid } from './schemas.ts';

type OfRecord = { Querystring: { object: string; recordId: string } };
type WithId = { Params: { id: string } };
const ofRecord = closed({ object: { enum: objectNames }, recordId: uuid }, ['object', 'recordId']);

/** Files that hang on records; who may see or change the record may see or change them. */
export function fileRoutes(app: FastifyInstance): void {
  const tags = ['files'];
  app.get<OfRecord>('/files', { config: { access: 'session' }, schema: { operationId: 'files', tags, summary: 'Files of a record', querystring: ofRecord } }, (request) => listFiles(request.ctx, request.query.object, request.query.recordId));
  app.post<OfRecord>('/files', { config: { access: 'session' }, schema: { operationId: 'addFile', tags, summary: 'Attach a file (multipart, one part `file`)', consumes: ['multipart/form-data'], querystring: ofRecord } }, (request, reply) =>
    withUpload(request, reply, MAX_FILE, (ctx, upload) => addFile(ctx, { ...request.query, ...upload })));
  app.get<WithId>('/files/:id/content', { config: { access: 'session' }, schema: { operationId: 'fileContent', tags, summary: 'Download', params: idParams } }, async (request, reply) => sendFile(reply, await fileContent(request.ctx, request.params.id)));
  app.delete<WithId>('/files/:id', { config: { access: 'session' }, schema: { operationId: 'removeFile', tags, summary: 'Take a file off its record', params: idParams } }, (request) => removeFile(request.ctx, request.params.id));
}
