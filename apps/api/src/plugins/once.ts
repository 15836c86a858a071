import { createHash } from 'node:crypto';
import { type Ctx, idempotent, UserError } from '@wellspring/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

const KEY = /^[\x21-\x7e]{8,100}$/;

/**
 * Answers with the work's result; with an Idempotency-Key the work is done once, however often the request comes.
 * `fingerprint` stands for a body that is not JSON. @throws UserError `idempotency.shape`, `idempotency.mismatch`
 */
export async function once(request: FastifyRequest, reply: FastifyReply, status: number, work: (ctx: Ctx) => Promise<unknown>, fingerprint?: string): Promise<FastifyReply> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    const body = await work(request.ctx);
    return body === undefined ? reply.code(204).send() : reply.code(status).send(body);
  }
  if (typeof key !== 'string' || !KEY.test(key)) throw new UserError('idempotency.shape');
  const hash = createHash('sha256').update(request.url).update('\n').update(fingerprint ?? JSON.stringify(request.body ?? null)).digest('hex');
  const answer = await idempotent(request.ctx, { key, route: `${request.method} ${request.routeOptions.url ?? ''}`, hash }, async (ctx) => {
    const body = await work(ctx);
    return { status: body === undefined ? 204 : status, body };
  });
  if (answer.replayed) reply.header('idempotent-replayed', 'true');
  return answer.status === 204 ? reply.code(204).send() : reply.code(answer.status).send(answer.body);
}
