import { createHash } from 'node:crypto';
import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import { objectNames, objects, toJsonSchema } from '@wellspring/objects';
import type { FastifyInstance } from 'fastify';
import { publicScope } from '../access.ts';

/** Schemas that answers of all objects share, by name. */
const shared = {
  Error: {
    type: 'object', required: ['error'],
    properties: {
      error: {
        type: 'object', required: ['code', 'message', 'requestId'],
        properties: {
          code: { type: 'string' }, message: { type: 'string' }, requestId: { type: 'string' }, params: { type: 'object' }, field: { type: 'string' },
          fields: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } } },
          current: { type: 'object' }, labels: { type: 'object' }, conflicts: { type: 'array', items: { type: 'string' } }, duplicates: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
  Labels: { type: 'object', description: 'Titles of referenced records: object → id → title.', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } } },
  Task: {
    type: 'object', description: 'Background work that a person can see.',
    properties: {
      id: { type: 'string' }, kind: { type: 'string' }, object: { type: ['string', 'null'] }, state: { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }, progress: { type: 'integer' }, total: { type: ['integer', 'null'] },
      result: {}, error: { type: ['string', 'null'] }, fileName: { type: ['string', 'null'] }, operationId: { type: ['string', 'null'] }, createdAt: { type: 'string', format: 'date-time' }, finishedAt: { type: ['string', 'null'] },
    },
  },
} as const;

/** The OpenAPI 3.1 document, made from the same schemas that check the requests, and its page. */
export async function openapi(app: FastifyInstance, version: string): Promise<void> {
  for (const [name, schema] of Object.entries(shared)) app.addSchema({ $id: name, ...schema });
  for (const name of objectNames) for (const kind of ['create', 'update', 'read'] as const) app.addSchema(toJsonSchema(objects[name], kind));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Wellspring', version, description: 'Everything a company knows and does with its customers. Every answer obeys the rights of the user whose token is sent.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      tags: objectNames.map((name) => ({ name, description: objects[name].label })),
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => (typeof json.$id === 'string' ? json.$id : `schema${index}`) },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access;
      return { url, schema: { ...schema, ...(access && access !== 'public' ? { security: [{ bearer: [] }] } : {}) } };
    },
  });
}

/** /api/docs/json and the reference page at /api/docs/, everything from this server. */
export async function referencePage(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    publicScope(scope);
    let text: string | undefined;
    scope.get('/api/docs/json', { schema: { hide: true } }, async (_request, reply) => {
      text ??= JSON.stringify(app.swagger());
      return reply.type('application/json; charset=utf-8').send(text);
    });
    // The page starts with a few lines of script in itself: its own hash lets exactly these run, and only here.
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html')) return payload;
      const hashes = [...payload.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => `'sha256-${createHash('sha256').update(match[1] ?? '').digest('base64')}'`);
      const policy = String(reply.getHeader('content-security-policy') ?? '');
      reply.header('content-security-policy', policy.replace("script-src 'self'", ["script-src 'self'", ...hashes].join(' ')));
      return payload;
    });
    await scope.register(reference, {
      routePrefix: '/api/docs',
      configuration: { url: '/api/docs/json', pageTitle: 'Wellspring API', withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true }, mcp: { disabled: true } },
    });
  });
}
