import { changePassword, endSession, endSessionOfToken, loadMe, refreshSession, setPassword, signIn, UserError } from '@wellspring/core';
import { type Me, type SessionAnswer, UUID } from '@wellspring/objects';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerOptions } from '../options.ts';
import { demandOwnOrigin } from '../plugins/security.ts';
import { claimsOf, TOKEN_SECONDS } from '../plugins/session.ts';

const COOKIE = 'ws_refresh';
const password = { type: 'string', minLength: 1, maxLength: 1000 } as const;
const text = { type: 'string', minLength: 1, maxLength: 200 } as const;

/** Signing in and out, renewing, passwords. */
export function sessionRoutes(app: FastifyInstance, options: ServerOptions): void {
  const { core } = app;
  const cookieOf = (request: FastifyRequest) => ({ httpOnly: true, sameSite: 'strict', path: '/api/session', secure: options.secureCookies === true || request.protocol === 'https' }) as const;
  const keep = (request: FastifyRequest, reply: FastifyReply, token: string, expiresAt: string): void => { reply.setCookie(COOKIE, token, { ...cookieOf(request), expires: new Date(expiresAt) }); };
  const answer = (sid: string, user: Me): SessionAnswer => ({ token: app.accessToken(sid, user.id), expiresIn: TOKEN_SECONDS, user });
  const clientOf = (request: FastifyRequest) => ({ ip: request.ip, ...(request.headers['user-agent'] ? { userAgent: request.headers['user-agent'] } : {}) });

  app.post<{ Body: { login: string; password: string } }>('/session', {
    config: { access: 'public' },
    schema: { operationId: 'signIn', tags: ['session'], summary: 'Sign in', body: { type: 'object', additionalProperties: false, required: ['login', 'password'], properties: { login: text, password } } },
  }, async (request, reply) => {
    if (request.headers.origin) demandOwnOrigin(request);
    const session = await signIn(core, { ...request.body, ...clientOf(request) });
    if (session.refreshToken) keep(request, reply, session.refreshToken, session.expiresAt);
    return answer(session.sid, session.me);
  });

  app.post('/session/refresh', {
    config: { access: 'public' },
    schema: { operationId: 'refreshSession', tags: ['session'], summary: 'Exchange the refresh cookie for a new access token' },
  }, async (request, reply) => {
    demandOwnOrigin(request);
    try {
      const session = await refreshSession(core, request.cookies[COOKIE] ?? '', clientOf(request));
      if (session.refreshToken) keep(request, reply, session.refreshToken, session.expiresAt);
      return answer(session.sid, await loadMe(core, session.userId));
    } catch (error) {
      if (error instanceof UserError && error.status === 401) reply.clearCookie(COOKIE, cookieOf(request));
      throw error;
    }
  });

  app.delete('/session', {
    config: { access: 'public' },
    schema: { operationId: 'signOut', tags: ['session'], summary: 'Sign out: the session ends at once, everywhere it is used' },
  }, async (request, reply) => {
    const cookie = request.cookies[COOKIE];
    if (cookie) {
      demandOwnOrigin(request);
      await endSessionOfToken(core, cookie).catch(ignoreEnded);
    }
    if (request.headers.authorization) {
      try {
        await endSession(core, claimsOf(app, request).sid);
      } catch (error) {
        ignoreEnded(error);
      }
    }
    reply.clearCookie(COOKIE, cookieOf(request));
    return reply.code(204).send();
  });

  app.post<{ Body: { current: string; next: string } }>('/session/password', {
    config: { access: 'session' },
    schema: { operationId: 'changePassword', tags: ['session'], summary: 'Change the own password; every other session ends', body: { type: 'object', additionalProperties: false, required: ['current', 'next'], properties: { current: password, next: password } } },
  }, async (request, reply) => {
    await changePassword(core, { userId: request.ctx.user.id, sid: request.sid, ...request.body });
    return reply.code(204).send();
  });

  app.post<{ Params: { id: string }; Body: { password: string } }>('/users/:id/password', {
    config: { access: 'admin' },
    schema: {
      operationId: 'setPassword', tags: ['session'], summary: 'Give a user a password; all his sessions end',
      params: { type: 'object', properties: { id: { type: 'string', pattern: UUID } } }, body: { type: 'object', additionalProperties: false, required: ['password'], properties: { password } },
    },
  }, async (request, reply) => {
    await setPassword(core, request.params.id, request.body.password);
    return reply.code(204).send();
  });
}

/** To sign out of what has ended is no error. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof UserError) || error.code !== 'session.ended') throw error;
}
