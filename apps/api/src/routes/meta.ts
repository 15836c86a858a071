import { readPreferences, readSetting, writePreference } from '@wellspring/core';
import type { MetaAnswer } from '@wellspring/objects';
import type { FastifyInstance } from 'fastify';
import { effectiveObjects, versionOf } from '../effective-objects.ts';

/** What the web needs to draw itself for the caller, and what it remembers for him. */
export function metaRoutes(app: FastifyInstance): void {
  const { core } = app;
  app.get('/meta', {
    config: { access: 'session' },
    schema: { operationId: 'meta', tags: ['system'], summary: 'Definitions, rights, company and preferences as the caller may see them' },
  }, async (request): Promise<MetaAnswer> => {
    const { ctx } = request;
    const [company, demo, preferences] = await Promise.all([readSetting(ctx, 'company'), readSetting(ctx, 'demo'), readPreferences(ctx)]);
    const objects = effectiveObjects(ctx.access);
    return {
      version: versionOf({ objects, access: ctx.access }), user: ctx.user, access: ctx.access, objects,
      company: company ?? { name: 'Wellspring', currency: 'CNY', timeZone: core.config.timeZone }, demo: demo === true, preferences,
    };
  });

  app.put<{ Params: { key: string }; Body: { value: unknown } }>('/preferences/:key', {
    config: { access: 'session' },
    schema: {
      operationId: 'setPreference', tags: ['system'], summary: 'Remember something for the caller; null forgets it',
      params: { type: 'object', properties: { key: { type: 'string', pattern: '^[A-Za-z][\\w.:/-]{0,99}$' } } },
      body: { type: 'object', additionalProperties: false, required: ['value'], properties: { value: {} } },
    },
  }, async (request, reply) => {
    await writePreference(request.ctx, request.params.key, request.body.value);
    return reply.code(204).send();
  });
}
