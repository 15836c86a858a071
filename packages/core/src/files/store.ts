import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import { newId } from '../ids.ts';

/** An upload that lies complete in a temporary place, not yet kept. */
export type Received = { temp: string; hash: string; size: number; head: Buffer };
const HEAD = 64 * 1024;

/**
 * Streams an upload into the temporary folder, counting and hashing on the way. An aborted, too large or failing one leaves nothing.
 * @throws UserError 413 `file.too-large`, 400 `file.aborted`
 */
export async function receive(dataDir: string, stream: Readable, limit: number): Promise<Received> {
  const folder = join(dataDir, 'files', 'tmp');
  await mkdir(folder, { recursive: true });
  const temp = join(folder, newId());
  const hash = createHash('sha256');
  const heads: Buffer[] = [];
  let [size, held] = [0, 0];
  async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw new UserError('file.too-large', { params: { max: Math.floor(limit / 1024 / 1024) } }, 413);
      hash.update(chunk);
      if (held < HEAD) {
        heads.push(chunk.subarray(0, HEAD - held));
        held += heads.at(-1)?.length ?? 0;
      }
      yield chunk;
    }
  }
  try {
    await pipeline(stream, counted, createWriteStream(temp, { flags: 'wx', mode: 0o600 }));
    // A multipart stream that hit the server's own limit ends quietly, but cut.
    if ((stream as { truncated?: boolean }).truncated) throw new UserError('file.too-large', { params: { max: Math.floor(limit / 1024 / 1024) } }, 413);
  } catch (error) {
    await rm(temp, { force: true });
    if (error instanceof UserError) throw error;
    throw new UserError((error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'file.no-space' : 'file.aborted', {}, (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 507 : 400);
  }
  return { temp, hash: hash.digest('hex'), size, head: Buffer.concat(heads) };
}

/** Moves a received file to its place, named by its content: the same content is stored once. @returns the path below the data folder */
export async function keep(dataDir: string, { temp, hash }: Received): Promise<string> {
  const path = join('files', hash.slice(0, 2), hash);
  await mkdir(join(dataDir, 'files', hash.slice(0, 2)), { recursive: true });
  // Content that is there already is taken up again: its new time keeps housekeeping away until the row stands.
  if (await utimes(join(dataDir, path), new Date(), new Date()).then(() => true, () => false)) await rm(temp, { force: true });
  else await rename(temp, join(dataDir, path));
  return path;
}
/** Forgets a received file. */
export const discard = ({ temp }: Received): Promise<void> => rm(temp, { force: true });
