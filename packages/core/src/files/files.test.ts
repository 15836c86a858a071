import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCore, testCore } from '../../test/harness.ts';
import type { Ctx } from '../ctx.ts';
import { newId } from '../ids.ts';
import { undoNow } from '../journal/undo.ts';
import { createRecord } from '../records/record.ts';
import { cleanFileName } from './file-name.ts';
import { addFile, fileContent, listFiles, removeFile } from './index.ts';
import { sniffType } from './sniff.ts';
import { receive } from './store.ts';

let t: TestCore;
let seller: Ctx;
let recordId: string;
beforeAll(async () => {
  t = await testCore();
  seller = await t.as('seller1');
  recordId = (await createRecord(seller, 'customer', { name: 'With files' })).record.id;
});
afterAll(() => t.close());
const add = (ctx: Ctx, name: string, content: string | Buffer) => addFile(ctx, { object: 'customer', recordId, fileName: name, stream: Readable.from([Buffer.from(content as string)]) });

it('keeps the content once, and lists, gives and removes files with the rights of their record', async () => {
  const file = await add(seller, '../..\\合同‮.pdf', '%PDF-1.7 x');
  expect(file).toMatchObject({ name: '合同.pdf', type: 'application/pdf', size: 10, object: 'customer', recordId });
  const same = await add(seller, 'again.pdf', '%PDF-1.7 x');
  const { path } = await fileContent(seller, file.id);
  expect(path).toBe((await fileContent(seller, same.id)).path);
  expect(path.endsWith(createHash('sha256').update('%PDF-1.7 x').digest('hex'))).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('%PDF-1.7 x');
  expect((await listFiles(seller, 'customer', recordId)).files.map(({ name }) => name).sort()).toEqual(['again.pdf', '合同.pdf']);

  const [other, viewer] = [await t.as('seller2'), await t.as('viewer')];
  await expect(listFiles(other, 'customer', recordId)).rejects.toMatchObject({ status: 404 });
  await expect(fileContent(other, file.id)).rejects.toMatchObject({ status: 404 });
  expect((await fileContent(viewer, file.id)).name).toBe('合同.pdf');
  await expect(add(viewer, 'x.txt', 'x')).rejects.toMatchObject({ code: 'access.read-only', status: 403 });
  await expect(removeFile(viewer, file.id)).rejects.toMatchObject({ status: 403 });
  await removeFile(seller, file.id);
  await expect(fileContent(seller, file.id)).rejects.toMatchObject({ status: 404 });
  expect((await listFiles(seller, 'customer', recordId)).files).toHaveLength(1);
});

it('leaves nothing of what is too large, empty or cut off', async () => {
  const temp = join(t.dataDir, 'files', 'tmp');
  const endless = Readable.from((function* () { for (;;) yield Buffer.alloc(1024 * 1024); })());
  await expect(receive(t.dataDir, endless, 5 * 1024 * 1024)).rejects.toMatchObject({ code: 'file.too-large', status: 413 });
  const broken = new Readable({ read() { this.push('x'); this.destroy(new Error('gone')); } });
  await expect(addFile(seller, { object: 'customer', recordId, fileName: 'x', stream: broken })).rejects.toMatchObject({ code: 'file.aborted' });
  await expect(add(seller, 'x', '')).rejects.toMatchObject({ code: 'file.empty' });
  expect(await readdir(temp)).toEqual([]);
});

it('tells types by content and never calls by its name what a browser would run', () => {
  const type = (content: string | Buffer, name: string) => sniffType(Buffer.from(content as string), name);
  expect(type('<svg onload=x>', 'a.png')).toBe('application/octet-stream');
  expect(type(' <!DOCTYPE html>', 'a.txt')).toBe('application/octet-stream');
  expect(type(Buffer.from('89504e470d0a1a0a', 'hex'), 'a.html')).toBe('image/png');
  expect(type('MZ\u0000', 'a.pdf')).toBe('application/x-msdownload');
  expect(type('plain', 'a.txt')).toBe('text/plain; charset=utf-8');
  expect(type(Buffer.from('504b0304', 'hex'), 'a.xlsx')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
});

it('cleans names', () => {
  expect(['a\r\nSet-Cookie:x', '../../etc/passwd', 'C:\\x\\y.csv', '..', '', `${'x'.repeat(300)}.csv`].map(cleanFileName)).toEqual(['aSet-Cookiex', 'passwd', 'y.csv', 'file', 'file', `${'x'.repeat(156)}.csv`]);
});

describe('files in the journal', () => {
  it('come and go as operations that can be undone, and undone again', async () => {
    const seller = await t.as('seller1');
    const { record } = await createRecord(seller, 'customer', { name: 'With papers' });
    const file = await addFile(seller, { object: 'customer', recordId: record.id, fileName: 'offer.txt', stream: Readable.from([Buffer.from('offer')]) });
    const names = async () => (await listFiles(seller, 'customer', record.id)).files.map((one) => one.name);
    const { operationId } = await removeFile(seller, file.id);
    expect(await names()).toEqual([]);
    const undo = await undoNow(await t.as('seller1'), operationId, newId());
    expect(undo).toMatchObject({ undone: 1, conflicts: [] });
    expect(await names()).toEqual(['offer.txt']);
    await undoNow(await t.as('seller1'), undo.operationId, newId());
    expect(await names()).toEqual([]);
  });
});
