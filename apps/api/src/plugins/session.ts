import jwt from '@fastify/jwt';
import { ForbiddenError, sessionState, UserError } from '@wellspring/core';
import { isUuid } from '@wellspring/objects';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { localeOf } from '../locale.ts';
import type { AccessClaims } from '../types.ts';

/** Seconds an access token lives. */
export const TOKEN_SECONDS = 600;
const AUDIENCE = 'wellspring';
const ended = (): UserError => new UserError('session.ended', {}, 401);

/** The claims of the request's bearer token. @throws UserError `session.ended` unless it is one of our living access tokens */
export function claimsOf(app: FastifyInstance, request: FastifyRequest): AccessClaims {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token || token.length > 2000) throw ended();
  let claims: AccessClaims;
  try {
    claims = app.jwt.verify<AccessClaims>(token);
  } catch {
    throw ended();
  }
  if (claims.typ !== 'access' || !isUuid(claims.sid) || !isUuid(claims.sub)) throw ended();
  return claims;
}

/** Signs tokens, and on every route that is not public finds out who calls, before anything of the body is read. */
export async function session(app: FastifyInstance, tokenSecret: string): Promise<void> {
  await app.register(jwt, {
    secret: tokenSecret,
    sign: { algorithm: 'HS256', aud: AUDIENCE, expiresIn: TOKEN_SECONDS * 1000 },
    verify: { algorithms: ['HS256'], allowedAud: AUDIENCE, requiredClaims: ['exp', 'iat', 'sid', 'sub', 'typ'] },
  });
  app.decorate('accessToken', (sid: string, userId: string) => app.jwt.sign({ sid, sub: userId, typ: 'access', aud: AUDIENCE }));
  app.decorateRequest('sid', '');
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === 'public' || request.is404) return;
    const claims = claimsOf(app, request);
    await sessionState(app.core, claims.sid, claims.sub);
    request.sid = claims.sid;
    request.ctx = await app.core.ctxFor(claims.sub, { locale: localeOf(request.headers['accept-language']), requestId: request.id, source: request.headers['sec-fetch-site'] ? 'ui' : 'api' });
    if (access === 'admin' && !request.ctx.access.admin) throw new ForbiddenError();
  });
}
