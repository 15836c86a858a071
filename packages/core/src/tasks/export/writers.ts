import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import type { Labels, WireRecord } from '@wellspring/objects';
import { cellText, type ExportColumn, type ExportContext, sheetValue } from './cells.ts';
import { csvLine } from './csv-line.ts';

/** Writes pages of records to a file; waits where the disk is slower than the database. */
export type TableWriter = { write(rows: readonly WireRecord[], titles: Labels): Promise<void>; end(): Promise<void>; abort(): void };
type Open = (path: string, columns: readonly ExportColumn[], context: ExportContext & { title: string }) => TableWriter;

async function put(stream: Writable, text: string): Promise<void> {
  if (stream.errored) throw stream.errored;
  if (!stream.write(text)) await once(stream, 'drain');
}

const textWriter = (separator: string): Open => (path, columns, context) => {
  const stream = createWriteStream(path, { mode: 0o600 });
  stream.on('error', () => undefined);
  let begun = false;
  const begin = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    await put(stream, `\ufeff${csvLine(columns.map((column) => column.header), separator)}`);
  };
  return {
    async write(rows, titles) {
      await begin();
      await put(stream, rows.map((row) => csvLine(columns.map((column) => cellText(column, row, titles, context)), separator)).join(''));
    },
    async end() {
      await begin();
      stream.end();
      await finished(stream);
    },
    abort: () => { stream.destroy(); },
  };
};

// Excel refuses sheet names with these signs, or longer than 31.
const sheetName = (title: string): string => title.replace(/[\\/?*[\]:'\u0000-\u001f]/g, ' ').trim().slice(0, 31) || 'Sheet1';
// What XML cannot carry at all.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const CELL = 32_767;
const DAY = 'yyyy-mm-dd';
const MOMENT = 'yyyy-mm-dd hh:mm:ss';

/** The library knows no back-pressure: between pages its compressor is given the time to catch up, or a large sheet would pile up in memory. */
async function relief(sheet: ExcelJS.Worksheet, file: Writable): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: { pipes: Writable[] } }).stream;
  do {
    await new Promise(setImmediate);
    if (file.errored) throw file.errored;
    // Its inner streams do not all tell when they are drained; what waits in them can be seen.
  } while (!file.destroyed && pipes.some((pipe) => pipe.writableLength > WAITING));
}
const WAITING = 1024 * 1024;

const sheetWriter: Open = (path, columns, context) => {
  const stream = createWriteStream(path, { mode: 0o600 });
  stream.on('error', () => undefined);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true });
  const sheet = book.addWorksheet(sheetName(context.title), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(() => ({ width: 18 }));
  const head = sheet.addRow(columns.map((column) => column.header));
  head.font = { bold: true };
  head.commit();
  return {
    async write(rows, titles) {
      for (const record of rows) {
        const row = sheet.addRow([]);
        for (const [index, column] of columns.entries()) {
          const value = sheetValue(column, record, titles, context);
          if (value === '') continue;
          const cell = row.getCell(index + 1);
          if (typeof value === 'object') {
            cell.value = value.serial;
            cell.numFmt = value.time ? MOMENT : DAY;
          } else cell.value = typeof value === 'string' ? value.replace(UNWRITABLE, '').slice(0, CELL) : value;
        }
        row.commit();
      }
      await relief(sheet, stream);
    },
    async end() {
      sheet.commit();
      const written = finished(stream);
      await book.commit();
      await written;
    },
    abort: () => { stream.destroy(); },
  };
};

/** The formats of an export, by their ending. */
export const writers: Readonly<Record<'csv' | 'xlsx' | 'txt', Open>> = { csv: textWriter(','), txt: textWriter('\t'), xlsx: sheetWriter };
