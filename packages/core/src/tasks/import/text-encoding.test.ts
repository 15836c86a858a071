import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachRow } from './read-rows.ts';
import { detectEncoding } from './text-encoding.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'ws-encoding-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simplified = '客户名称,城市,电话\n上海精密仪器有限公司,上海,021-5555\n华东电子科技集团,杭州,0571-8888\n𠮷野家,北京,010\n';
const traditional = '客戶名稱,城市,電話\n台灣精密儀器股份有限公司,台北市,02-5555\n聯華電子科技,新竹縣,03-8888\n';

function write(name: string, bytes: Buffer): { path: string; head: Buffer } {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, head: bytes.subarray(0, 65_536) };
}

describe('detectEncoding', () => {
  it.each([
    ['utf-8', 'utf-8', simplified, false], ['utf-8 with a mark', 'utf-8', simplified, true], ['utf-16le', 'utf-16le', simplified, true], ['utf-16be', 'utf-16be', simplified, true],
    ['gb18030', 'gb18030', simplified, false], ['big5', 'big5', traditional, false], ['windows-1252', 'windows-1252', 'Name,City\nMüller & Söhne,Köln\nPeña Café,Málaga\n', false],
  ] as const)('knows %s', async (_, encoding, text, mark) => {
    const { path, head } = write(`${encoding}-${mark}.csv`, iconv.encode(text, encoding, { addBOM: mark }));
    expect(await detectEncoding(path, head)).toBe(encoding);
    const rows: string[][] = [];
    for await (const row of eachRow(path, { type: 'csv', encoding, separator: ',', sheet: null })) rows.push(row.cells);
    expect(rows).toEqual(text.trim().split('\n').map((line) => line.split(',')));
  });
  it.each([['gb18030', '姓名,电话\n张三,1380\n'], ['big5', '客戶,電話\n台北公司,0912\n']] as const)('knows a short %s text, where byte statistics say nothing', async (encoding, text) => {
    const { path, head } = write(`short-${encoding}.csv`, iconv.encode(text, encoding));
    expect(await detectEncoding(path, head)).toBe(encoding);
  });
  it('finds the Chinese that begins late in a large file', async () => {
    const { path, head } = write('late.csv', Buffer.concat([Buffer.from('a,b\n'.repeat(300_000)), iconv.encode(simplified, 'gb18030')]));
    expect(await detectEncoding(path, head)).toBe('gb18030');
  });
  it('does not lose a letter at the edge of a chunk', async () => {
    const { path, head } = write('edge.csv', Buffer.from(`${'x'.repeat(256 * 1024 - 1)}中文，𠮷`.repeat(3)));
    expect(await detectEncoding(path, head)).toBe('utf-8');
  });
});
