import type { Core, Ctx } from '@wellspring/core';
import type { Fields } from '@wellspring/objects';
import type { DeclaredRoute, RouteAccess } from './access.ts';

/** What an access token says. */
export type AccessClaims = { sid: string; sub: string; typ: 'access'; aud: string };

declare module 'fastify' {
  interface FastifyInstance {
    core: Core;
    /** Every route with who may call it; complete once the server is ready. */
    declared: DeclaredRoute[];
    /** Signs the access token of a session. */
    accessToken(sid: string, userId: string): string;
  }
  interface FastifyRequest {
    /** The caller's context; only on routes that are not public. */
    ctx: Ctx;
    /** The caller's session; only on routes that are not public. */
    sid: string;
  }
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** Fields of the body, by which faults are named. */
    fields?: Fields;
  }
}
declare module '@fastify/jwt' {
  interface FastifyJWT { payload: AccessClaims; user: AccessClaims }
}
