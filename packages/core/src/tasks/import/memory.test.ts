import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeWorkbook } from '../../../test/workbook.ts';
import { readRows } from './read-rows.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'ws-memory-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a file to its end. `peak`: how far the resident memory rose on the way, in MB. */
async function read(path: string, type: 'csv' | 'xlsx'): Promise<{ rows: number; peak: number }> {
  const before = process.memoryUsage().rss;
  let [rows, peak] = [0, 0];
  for await (const batch of readRows(path, { type, encoding: type === 'csv' ? 'utf-8' : null, separator: ',', sheet: null })) {
    rows += batch.length;
    if (rows % 10_000 < 500) peak = Math.max(peak, process.memoryUsage().rss - before);
  }
  return { rows, peak: peak / 1024 / 1024 };
}

it('reads 200 MB of text in flat memory', async () => {
  const path = join(folder, 'large.csv');
  const line = `${Array.from({ length: 20 }, (_, index) => `column ${index} 客户`).join(',')},"quoted, ""twice"""\n`;
  const block = line.repeat(5000);
  const blocks = Math.ceil((200 * 1024 * 1024) / Buffer.byteLength(block));
  await pipeline(Readable.from((function* () { for (let count = 0; count < blocks; count++) yield block; })()), createWriteStream(path));
  const { rows, peak } = await read(path, 'csv');
  expect(rows).toBe(blocks * 5000);
  expect(peak).toBeLessThan(150);
}, 120_000);

it('reads a sheet of 100 000 rows in flat memory', async () => {
  const path = join(folder, 'large.xlsx');
  await writeWorkbook(path, { S: (function* () { for (let row = 1; row <= 100_000; row++) yield `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>${Math.sin(row)}</t></is></c><c r="B${row}"><v>${row * 7919}</v></c></row>`; })() });
  const { rows, peak } = await read(path, 'xlsx');
  expect(rows).toBe(100_000);
  expect(peak).toBeLessThan(150);
}, 120_000);
