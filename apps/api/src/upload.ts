import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { type Ctx, newId, UserError } from '@wellspring/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from './plugins/once.ts';

export type Upload = { fileName: string; stream: Readable };

async function partOf(request: FastifyRequest, limit: number): Promise<MultipartFile> {
  const part = await request.file({ limits: { fileSize: limit } });
  if (!part) throw new UserError('upload.missing');
  return part;
}

/** Hands the one file of a multipart request straight to the work, which must read it while it comes; for what is too large to lie twice. @throws UserError `upload.missing` */
export async function streamUpload<T>(request: FastifyRequest, limit: number, work: (upload: Upload) => Promise<T>): Promise<T> {
  const part = await partOf(request, limit);
  try {
    return await work({ fileName: part.filename ?? '', stream: part.file });
  } finally {
    part.file.resume(); // refused before it was read: the rest must still come in, or the answer does not get out
  }
}

/** Writes the request's file to a temporary place and gives its hash. @throws UserError `upload.*`; what was written is then gone */
async function spool(request: FastifyRequest, path: string, limit: number): Promise<{ fileName: string; hash: string }> {
  const part = await partOf(request, limit);
  const hash = createHash('sha256');
  part.file.on('data', (chunk: Buffer) => hash.update(chunk));
  try {
    await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new UserError('file.no-space', {}, 507);
    throw new UserError('upload.shape'); // the sender broke off
  }
  // The stream of a file over the limit ends quietly, but cut.
  if (part.file.truncated) throw new UserError('upload.too-large', { params: { max: Math.floor(limit / 1_048_576) } }, 413);
  return { fileName: part.filename ?? '', hash: hash.digest('hex') };
}

/**
 * Takes the one file of a multipart request and hands it to the work, once per Idempotency-Key.
 * The whole file comes in first: a slow sender holds no transaction, and one who breaks off leaves nothing.
 */
export async function withUpload(request: FastifyRequest, reply: FastifyReply, limit: number, work: (ctx: Ctx, upload: Upload) => Promise<unknown>): Promise<FastifyReply> {
  const folder = join(request.ctx.dataDir, 'files', 'tmp');
  await mkdir(folder, { recursive: true });
  const path = join(folder, newId());
  try {
    const { fileName, hash } = await spool(request, path, limit);
    return await once(request, reply, 201, (ctx) => work(ctx, { fileName, stream: createReadStream(path) }), `${fileName}\n${hash}`);
  } finally {
    await rm(path, { force: true });
  }
}
