import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import { NotFoundError } from '@wellspring/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { publicScope } from '../access.ts';
import { sendError } from './errors.ts';

const HASHED = /[/\\]assets[/\\]/;
/** What a browser never shows as a page of its own: its rules are those of the page that loads it. */
const PART = /\.(js|css|woff2)$/;

/** Serves the built web application, its index.html for every address of its own, and the error of unknown addresses. */
export async function web(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  let index: string | undefined;
  const page = async (reply: FastifyReply): Promise<FastifyReply> => {
    index ??= await readFile(join(webRoot ?? '', 'index.html'), 'utf8');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index);
  };
  if (webRoot) {
    await app.register(async (scope) => {
      publicScope(scope);
      await scope.register(files, {
        root: webRoot, wildcard: true, index: false, preCompressed: true, dotfiles: 'ignore',
        setHeaders: (reply, path) => {
          reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
          if (PART.test(path)) reply.raw.removeHeader('content-security-policy');
        },
        schemaHide: true,
      });
      scope.get('/', { schema: { hide: true } }, (_request, reply) => page(reply));
      // Browsers ask for it on pages that name no icon of their own, such as the reference.
      scope.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) => reply.redirect('/mark.svg'));
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isPage = webRoot && (request.method === 'GET' || request.method === 'HEAD') && !/^\/+api(\/|$)/i.test(path) && !/\.\w+$/.test(path);
    return isPage ? page(reply) : sendError(new NotFoundError('route.unknown'), request, reply);
  });
}
