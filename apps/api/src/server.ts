import multipart from '@fastify/multipart';
import type { Core } from '@wellspring/core';
import { newId } from '@wellspring/core';
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { demandAccess } from './access.ts';
import { checkTokenSecret, type ServerOptions } from './options.ts';
import { errors, sendError } from './plugins/errors.ts';
import { openapi, referencePage } from './plugins/openapi.ts';
import { security } from './plugins/security.ts';
import { session } from './plugins/session.ts';
import { web } from './plugins/web.ts';
import { backgroundTaskRoutes } from './routes/background-tasks.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { metaRoutes } from './routes/meta.ts';
import { operationRoutes } from './routes/operations.ts';
import { recordRoutes } from './routes/records.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { setUpRoutes } from './routes/setup.ts';
import './types.ts';

const MEGABYTE = 1_048_576;
const REQUEST_ID = /^[\w-]{8,64}$/;
const SECRETS = ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]', 'password', '*.password', 'token', '*.token', 'err.detail', 'err.where', 'err.parameters'];

function logging(logger: ServerOptions['logger']): FastifyServerOptions['logger'] {
  if (!logger) return false;
  return { ...(logger === true ? {} : logger), redact: { paths: SECRETS, censor: '[hidden]' } };
}

/** The whole API on a core, ready to listen or to be injected into. @throws on a weak secret, and when a route does not say who may call it */
export async function buildServer(core: Core, options: ServerOptions): Promise<FastifyInstance> {
  checkTokenSecret(options.tokenSecret);
  const app: FastifyInstance = fastify({
    logger: logging(options.logger), logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 600_000, connectionTimeout: 150_000, keepAliveTimeout: 72_000, bodyLimit: MEGABYTE, onProtoPoisoning: 'error', onConstructorPoisoning: 'error', routerOptions: { maxParamLength: 100 },
    trustProxy: options.trustProxy ?? false, forceCloseConnections: 'idle', return503OnClosing: true,
    genReqId: (request) => { const given = request.headers['x-request-id']; return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId(); },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: true, strict: false } },
    frameworkErrors: (error, request, reply) => { sendError(error, request, reply); },
  });
  app.server.headersTimeout = 15_000;
  // Answers are complete when core hands them over: a second list of fields could only go stale.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setReplySerializer((payload) => JSON.stringify(payload));
  app.removeContentTypeParser('text/plain'); // what a foreign form can send without asking
  app.decorate('core', core);
  errors(app);
  demandAccess(app);
  await security(app);
  await session(app, options.tokenSecret);
  await app.register(multipart, { limits: { fieldNameSize: 100, fieldSize: 10_000, fields: 5, files: 1, parts: 6, headerPairs: 20, fileSize: MEGABYTE } });
  await openapi(app, options.version);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...(request.ctx ? { userId: request.ctx.user.id } : {}) }, 'request');
  });

  await app.register(async (api) => {
    healthRoutes(api, options.version);
    sessionRoutes(api, options);
    setUpRoutes(api);
    metaRoutes(api);
    recordRoutes(api);
    searchRoutes(api);
    operationRoutes(api);
    backgroundTaskRoutes(api);
    fileRoutes(api);
    importRoutes(api);
  }, { prefix: '/api' });
  await referencePage(app);
  await web(app, options.webRoot);
  return app;
}
