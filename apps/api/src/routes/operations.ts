import { listOperations, undoOperation } from '@wellspring/core';
import type { FastifyInstance } from 'fastify';
import { once } from '../plugins/once.ts';
import { cursor, idParams, nothing } from './schemas.ts';

/** What the caller has done, and taking it back. */
export function operationRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { cursor?: string } }>('/operations', {
    config: { access: 'session' },
    schema: { operationId: 'operations', tags: ['operations'], summary: 'The own operations, newest first', querystring: { type: 'object', additionalProperties: false, properties: { cursor } } },
  }, (request) => listOperations(request.ctx, request.query.cursor ?? null));

  app.post<{ Params: { id: string } }>('/operations/:id/undo', {
    config: { access: 'session' },
    schema: { operationId: 'undo', tags: ['operations'], summary: 'Take an operation back: at once when it is small, as a background task when it is large', params: idParams, body: nothing },
  }, (request, reply) => once(request, reply, 200, (ctx) => undoOperation(ctx, request.params.id)));
}
