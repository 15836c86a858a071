import { describe, expect, it } from 'vitest';
import { csvRows, guessSeparator } from './csv-reader.ts';
import { LIMITS } from './limits.ts';
import type { FileRow } from './row.ts';

async function read(text: string | string[], separator = ','): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of csvRows(Array.isArray(text) ? text : [text], separator)) rows.push(row);
  return rows;
}
const cells = async (text: string | string[], separator?: string): Promise<string[][]> => (await read(text, separator)).map((row) => row.cells);

describe('csvRows', () => {
  it('reads quotes, doubled quotes and quoted line breaks', async () => {
    expect(await cells('a,"b ""x""\r\ny",c\r\n1,2,3')).toEqual([['a', 'b "x"\r\ny', 'c'], ['1', '2', '3']]);
  });
  it('gives the same rows however the text is cut', async () => {
    const text = 'a,"b ""x""\r\ny",c\r\n\r\n甲,"",丙\r1,2,3\n';
    const whole = await cells(text);
    for (let size = 1; size < 7; size++) expect(await cells(text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [])).toEqual(whole);
  });
  it('takes CR, LF and CRLF, leaves blank rows out and keeps counting', async () => {
    expect((await read('a\r\rb\n\nc\r\n')).map(({ row, cells: [cell] }) => [row, cell])).toEqual([[1, 'a'], [3, 'b'], [5, 'c']]);
  });
  it('reads ragged rows as they are', async () => {
    expect(await cells('a,b,c\n1\n1,2,3,4')).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
  });
  it('names the row whose quote never closes, and yields nothing of it', async () => {
    const rows: FileRow[] = [];
    const reading = (async () => { for await (const row of csvRows(['a,b\n1,2\n3,"4\n5,6\n'], ',')) rows.push(row); })();
    await expect(reading).rejects.toMatchObject({ code: 'import.quote-not-closed', details: { params: { row: 3 } } });
    expect(rows).toHaveLength(2);
  });
  it('leaves a huge cell out without holding it, and marks its row', async () => {
    const piece = 'x'.repeat(100_000);
    function* text(): Generator<string> {
      yield 'a,b\n';
      for (let count = 0; count < 500; count++) yield piece;
      yield ',2\n3,4\n';
    }
    const rows: FileRow[] = [];
    for await (const row of csvRows(text(), ',')) rows.push(row);
    expect(rows[1]).toMatchObject({ row: 2, cells: ['', '2'], faults: [{ column: 0, code: 'import.cell-too-long' }] });
    expect(rows[2]?.cells).toEqual(['3', '4']);
  });
  it('refuses a sheet of 2 000 columns, and takes blank cells beyond the limit', async () => {
    await expect(read(Array.from({ length: 2000 }, (_, index) => `c${index}`).join(','))).rejects.toMatchObject({ code: 'import.too-many-columns' });
    expect((await cells(`a,b${','.repeat(2000)}\n`))[0]).toHaveLength(LIMITS.columns);
  });
  it('takes control characters away and marks what is no letter', async () => {
    expect(await read('a\u0000\u0007b,\ufeffc\n\ufffd,x')).toEqual([{ row: 1, cells: ['ab', 'c'] }, { row: 2, cells: ['\ufffd', 'x'], faults: [{ column: 0, code: 'import.bad-character' }] }]);
  });
});

describe('guessSeparator', () => {
  it.each([[',', 'a,b\n1,2'], [';', 'a;b;c\n1,5;2;3\n2,5;3;4'], ['\t', 'a\tb\n"x, y"\tz'], ['|', 'a|b|c\n1|2|3'], [',', 'alone\nx'], [';', 'sep=;\na;b']])('finds %j', async (separator, text) => {
    expect(await guessSeparator(text)).toBe(separator);
  });
});
