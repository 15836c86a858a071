import { searchAll } from '@wellspring/core';
import type { FastifyInstance } from 'fastify';
import { closed } from './schemas.ts';

/** One search over every object the caller may see. */
export function searchRoutes(app: FastifyInstance): void {
  app.post<{ Body: { text: string; limit?: number } }>('/search', {
    config: { access: 'session' },
    schema: { operationId: 'search', tags: ['system'], summary: 'Search all objects', body: closed({ text: { type: 'string', maxLength: 100 }, limit: { type: 'integer', minimum: 1, maximum: 20 } }, ['text']) },
  }, (request) => searchAll(request.ctx, request.body.text, request.body.limit ?? 5));
}
