import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { NotFoundError } from '@wellspring/core';
import type { FastifyReply } from 'fastify';

/** Sends a file of the data folder as a download: a browser saves it and never runs what is in it. @throws NotFoundError */
export async function sendFile(reply: FastifyReply, file: { path: string; name: string; type: string }): Promise<FastifyReply> {
  const found = await stat(file.path).catch(() => null);
  if (!found?.isFile()) throw new NotFoundError();
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const exact = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return reply
    .type(file.type).header('content-length', found.size).header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${exact}`)
    .header('content-security-policy', "sandbox; default-src 'none'").header('x-content-type-options', 'nosniff').send(createReadStream(file.path));
}
