import { setUp, setUpNeeded } from '@wellspring/core';
import type { FastifyInstance } from 'fastify';
import { closed } from './schemas.ts';

type SetUpBody = { code: string; company: string; name: string; login: string; password: string };
const line = (max: number) => ({ type: 'string', minLength: 1, maxLength: max, pattern: '\\S' });

/** The first start of a company: once, with the code that the server printed. */
export function setUpRoutes(app: FastifyInstance): void {
  const { core } = app;
  app.get('/setup', { config: { access: 'public' }, schema: { operationId: 'setUpState', tags: ['system'], summary: 'Must the system still be set up?' } }, async () => ({ needed: await setUpNeeded(core) }));
  app.post<{ Body: SetUpBody }>('/setup', {
    config: { access: 'public' },
    schema: {
      operationId: 'setUp', tags: ['system'], summary: 'Make the company and its first administrator',
      body: closed({ code: line(100), company: line(80), name: line(80), login: line(80), password: { type: 'string', minLength: 1, maxLength: 1000 } }, ['code', 'company', 'name', 'login', 'password']),
    },
  }, async (request, reply) => {
    await setUp(core, { ...request.body, ip: request.ip });
    return reply.code(201).send({ done: true });
  });
}
