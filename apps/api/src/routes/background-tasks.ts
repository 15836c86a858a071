import { cancelTask, getTask, listTasks, resumeTask, taskFile } from '@wellspring/core';
import type { FastifyInstance } from 'fastify';
import { sendFile } from '../send-file.ts';
import { once } from '../plugins/once.ts';
import { answers, idParams, nothing } from './schemas.ts';

type WithId = { Params: { id: string } };

/** Work of the caller that goes on behind the scenes. */
export function backgroundTaskRoutes(app: FastifyInstance): void {
  const tags = ['background-tasks'];
  const answer = { response: { 200: { description: 'The task', ...answers.task }, default: { description: 'An error', ...answers.error } } };
  app.get('/background-tasks', { config: { access: 'session' }, schema: { operationId: 'backgroundTasks', tags, summary: 'The own tasks, newest first' } }, (request) => listTasks(request.ctx));
  app.get<WithId>('/background-tasks/:id', { config: { access: 'session' }, schema: { operationId: 'backgroundTask', tags, summary: 'One task', params: idParams, ...answer } }, (request) => getTask(request.ctx, request.params.id));
  app.post<WithId>('/background-tasks/:id/cancel', {
    config: { access: 'session' }, schema: { operationId: 'cancelTask', tags, summary: 'Stop at the next checkpoint; what is done stays', params: idParams, body: nothing, ...answer },
  }, (request, reply) => once(request, reply, 200, (ctx) => cancelTask(ctx, request.params.id)));
  app.post<WithId>('/background-tasks/:id/resume', {
    config: { access: 'session' }, schema: { operationId: 'resumeTask', tags, summary: 'Go on from the last checkpoint', params: idParams, body: nothing, ...answer },
  }, (request, reply) => once(request, reply, 200, (ctx) => resumeTask(ctx, request.params.id)));
  app.get<WithId>('/background-tasks/:id/file', { config: { access: 'session' }, schema: { operationId: 'taskFile', tags, summary: 'The result file, for 24 hours', params: idParams } }, async (request, reply) => {
    const file = await taskFile(request.ctx, request.params.id);
    return sendFile(reply, file);
  });
}
