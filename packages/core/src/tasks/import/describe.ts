import { createHash } from 'node:crypto';
import type { Locale } from '@wellspring/objects';
import { UserError } from '../../errors.ts';
import { guessSeparator } from './csv-reader.ts';
import type { FileType } from './file-type.ts';
import { LIMITS } from './limits.ts';
import { eachRow, type ReadOptions } from './read-rows.ts';
import { columnLetters, type FileRow } from './row.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';
import { xlsSheets } from './xls-reader.ts';
import { openWorkbook } from './xlsx-reader.ts';

/** The outside of a file: how to read it, and what its first rows say. */
export type Described = ReadOptions & { sheets: string[]; headerRow: number; columns: { column: number; header: string; samples: string[] }[]; preview: string[][]; headerHash: string };
const LOOKED_AT = 60;
const SAMPLE = 64 * 1024;
const SHOWN = 200;
const columnWord: Record<Locale, string> = { 'zh-CN': '第{n}列', 'zh-TW': '第{n}欄', en: 'Column {n}' };

async function sheetsOf(path: string, type: FileType): Promise<{ name: string; hidden: boolean }[]> {
  if (type === 'csv') return [];
  if (type === 'xls') return xlsSheets(path);
  const { zip, sheets } = await openWorkbook(path);
  zip.close();
  return sheets;
}

async function beginning(path: string, encoding: string): Promise<string> {
  let text = '';
  for await (const piece of decodedText(path, encoding as never)) {
    text += piece;
    if (text.length >= SAMPLE) break;
  }
  return text.slice(0, SAMPLE);
}

/** How a file is to be read, as far as it can be told. What the person chose stays. @throws UserError `import.…` */
export async function findOptions(path: string, type: FileType, head: Buffer, chosen: Partial<ReadOptions> = {}): Promise<{ options: ReadOptions; sheets: string[] }> {
  if (type !== 'csv') {
    const sheets = await sheetsOf(path, type);
    const first = sheets.find((sheet) => !sheet.hidden) ?? sheets[0];
    return { options: { type, encoding: null, separator: null, sheet: chosen.sheet ?? first?.name ?? null }, sheets: sheets.map((sheet) => sheet.name) };
  }
  const encoding = chosen.encoding ?? (await detectEncoding(path, head));
  if (encoding === null) throw new UserError('import.type-not-supported', {}, 415);
  return { options: { type, encoding, separator: chosen.separator ?? (await guessSeparator(await beginning(path, encoding))), sheet: null }, sheets: [] };
}

const filled = (row: FileRow): number => row.cells.filter((cell) => cell.trim() !== '').length;

/** The first row that is about as wide as the rows below it: titles and notes above a table are narrower. */
function findHeader(rows: readonly FileRow[]): number {
  const first = rows.slice(0, 12).filter((row) => !/^sep=.?$/i.test(row.cells[0] ?? ''));
  const widest = Math.max(0, ...first.map(filled));
  return (first.find((row) => filled(row) * 2 > widest) ?? rows[0])?.row ?? 1;
}

/** Names of the columns: blank ones get their number, repeated ones a mark. */
function nameColumns(cells: readonly string[], width: number, locale: Locale): string[] {
  const used = new Map<string, number>();
  return Array.from({ length: width }, (_, index) => {
    const given = (cells[index] ?? '').replace(/\s+/g, ' ').trim().slice(0, SHOWN);
    const name = given || columnWord[locale].replace('{n}', columnLetters(index));
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Reads the first rows: header, samples, preview. `headerRow` 0 means the file has none; absent, it is looked for. @throws UserError `import.…` */
export async function describeFile(path: string, options: ReadOptions, sheets: string[], locale: Locale, headerRow?: number): Promise<Described> {
  const rows: FileRow[] = [];
  const from = headerRow ?? 0;
  for await (const row of eachRow(path, options)) {
    if (headerRow !== undefined && row.row < from) continue;
    if (rows.push(row) >= LOOKED_AT) break;
  }
  if (!rows.length) throw new UserError(headerRow ? 'import.header-row' : 'file.empty');
  const at = headerRow ?? findHeader(rows);
  const header = at === 0 ? undefined : rows.find((row) => row.row === at);
  if (at !== 0 && !header) throw new UserError('import.header-row');
  const body = rows.filter((row) => row.row > at);
  const lastFilled = (row: FileRow): number => row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const width = header ? lastFilled(header) : Math.max(1, ...body.map(lastFilled));
  const names = nameColumns(header?.cells ?? [], width, locale);
  const preview = body.slice(0, LIMITS.preview).map((row) => Array.from({ length: width }, (_, index) => (row.cells[index] ?? '').slice(0, SHOWN)));
  return {
    ...options, sheets, headerRow: at, preview,
    columns: names.map((name, column) => ({ column, header: name, samples: [...new Set(body.map((row) => (row.cells[column] ?? '').trim()).filter(Boolean))].slice(0, 5).map((text) => text.slice(0, SHOWN)) })),
    headerHash: createHash('sha256').update(JSON.stringify(names)).digest('hex'),
  };
}
