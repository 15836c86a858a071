import type { FastifyInstance } from 'fastify';

/** Tells that the process answers; asks nothing of the database, so that a thousand such calls cost nothing. */
export function healthRoutes(app: FastifyInstance, version: string): void {
  app.get('/health', { config: { access: 'public' }, schema: { operationId: 'health', tags: ['system'], summary: 'Is the server up?' } }, async () => ({ status: 'ok', version }));
}
