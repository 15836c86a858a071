import { posix } from 'node:path';
import { UserError } from '../../errors.ts';
import { LIMITS } from './limits.ts';
import type { CellFault, FileRow } from './row.ts';
import { columnOf, type NumberStyle, readCell, styleOf, tooLong } from './xlsx-cells.ts';
import { openZip, type Zip } from './xlsx-zip.ts';
import { attribute, type XmlEvents, xmlScanner } from './xml-scan.ts';

export type Sheet = { name: string; hidden: boolean; path: string };
export type Workbook = { zip: Zip; sheets: Sheet[]; since1904: boolean };
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;
const EXCEL_ROWS = 1_048_576;

async function scan(zip: Zip, name: string, events: Partial<XmlEvents>): Promise<void> {
  const scanner = xmlScanner({ open: () => undefined, close: () => undefined, text: () => undefined, ...events });
  for await (const chunk of zip.text(name)) scanner.write(chunk);
  scanner.end();
}

/** Sheets of a workbook in their order. Macro books, binary books and other packages are told by what they contain. @throws UserError */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    const { names } = zip;
    if (names.has('xl/workbook.bin') || names.has('content.xml') || names.has('mimetype') || [...names].some((name) => /vbaProject\.bin$/i.test(name))) throw new UserError('import.type-not-supported');
    if (!names.has('xl/workbook.xml') || !names.has('[Content_Types].xml')) throw new UserError('import.type-unknown');
    const targets = new Map<string, string>();
    if (names.has('xl/_rels/workbook.xml.rels')) {
      await scan(zip, 'xl/_rels/workbook.xml.rels', {
        open(name, tag) {
          if (name === 'Relationship' && attribute(tag, 'Type')?.endsWith('/worksheet') && attribute(tag, 'TargetMode') !== 'External') targets.set(attribute(tag, 'Id') ?? '', attribute(tag, 'Target') ?? '');
        },
      });
    }
    const sheets: Sheet[] = [];
    let since1904 = false;
    await scan(zip, 'xl/workbook.xml', {
      open(name, tag) {
        if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attribute(tag, 'date1904') ?? '');
        if (name !== 'sheet' || sheets.length >= 200) return;
        const target = targets.get(attribute(tag, 'id') ?? '');
        const place = target === undefined ? '' : target.startsWith('/') ? posix.normalize(target).slice(1) : posix.normalize(`xl/${target}`);
        if (names.has(place)) sheets.push({ name: attribute(tag, 'name') ?? '', hidden: ['hidden', 'veryHidden'].includes(attribute(tag, 'state') ?? ''), path: place });
      },
    });
    if (!sheets.length) throw new UserError('import.damaged');
    return { zip, sheets, since1904 };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function sharedStrings(zip: Zip): Promise<string[]> {
  const name = 'xl/sharedStrings.xml';
  if (!zip.names.has(name)) return [];
  const strings: string[] = [];
  let [total, current, inText, phonetic] = [0, '', false, false];
  await scan(zip, name, {
    open(tag) { if (tag === 'si') current = ''; else if (tag === 't') inText = true; else if (tag === 'rPh') phonetic = true; },
    text(text) {
      if (!inText || phonetic) return;
      total += text.length;
      if (total > LIMITS.sharedText || strings.length > LIMITS.sharedStrings) throw new UserError('import.bomb');
      // One sign more than allowed is enough to tell that the cell is too long.
      if (!tooLong(current.length)) current += text.slice(0, LIMITS.cell + 1);
    },
    close(tag) { if (tag === 't') inText = false; else if (tag === 'rPh') phonetic = false; else if (tag === 'si') strings.push(current); },
  });
  return strings;
}

async function cellStyles(zip: Zip): Promise<NumberStyle[]> {
  const name = 'xl/styles.xml';
  const styles: NumberStyle[] = [];
  if (!zip.names.has(name)) return styles;
  const codes = new Map<number, string>();
  let inCells = false;
  await scan(zip, name, {
    open(tag, raw) {
      if (tag === 'numFmt') codes.set(Number(attribute(raw, 'numFmtId')), attribute(raw, 'formatCode') ?? '');
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells && styles.length < 100_000) {
        const id = Number(attribute(raw, 'numFmtId') ?? 0);
        styles.push(styleOf(id, codes.get(id)));
      }
    },
    close(tag) { if (tag === 'cellXfs') inCells = false; },
  });
  return styles;
}

/** The events of one sheet turned into rows, pushed to `out`. */
function sheetEvents(out: FileRow[], shared: readonly string[], styles: readonly NumberStyle[], since1904: boolean): XmlEvents {
  let [row, column, rows] = [0, -1, 0];
  let cells: string[] = [];
  let faults: CellFault[] = [];
  let cell = { type: 'n', style: 'number' as NumberStyle, value: null as string | null, inline: '', formula: false };
  let into: 'value' | 'inline' | null = null;
  let phonetic = false;
  const put = (): void => {
    const read = readCell(cell, shared, since1904);
    const text = (read.text ?? '').replace(CONTROL, '');
    const fault = 'fault' in read ? read : null;
    if (text.trim() === '' && !fault) return;
    if (column < 0 || column >= LIMITS.columns) throw new UserError('import.too-many-columns', { params: { max: LIMITS.columns, row } });
    while (cells.length < column) cells.push('');
    const long = tooLong(text.length);
    cells[column] = long ? '' : text;
    if (long) faults.push({ column, code: 'import.cell-too-long', params: { max: LIMITS.cell } });
    else if (fault) faults.push({ column, code: fault.fault, ...(fault.params ? { params: fault.params } : {}) });
  };
  return {
    open(name, tag) {
      if (name === 'c') {
        const reference = attribute(tag, 'r');
        column = reference === undefined ? column + 1 : columnOf(reference);
        cell = { type: attribute(tag, 't') ?? 'n', style: styles[Number(attribute(tag, 's') ?? -1)] ?? 'number', value: null, inline: '', formula: false };
      } else if (name === 'v') { into = 'value'; cell.value = ''; }
      else if (name === 't') into = 'inline';
      else if (name === 'rPh') phonetic = true;
      else if (name === 'f') cell.formula = true;
      else if (name === 'row') {
        row = Number(attribute(tag, 'r') ?? row + 1);
        if (!Number.isInteger(row) || row < 1 || row > EXCEL_ROWS) throw new UserError('import.too-many-rows', { params: { max: LIMITS.rows } });
        [column, cells, faults] = [-1, [], []];
      }
    },
    text(text) {
      if (into === 'value' && !tooLong(cell.value?.length ?? 0)) cell.value += text.slice(0, LIMITS.cell + 1);
      else if (into === 'inline' && !phonetic && !tooLong(cell.inline.length)) cell.inline += text.slice(0, LIMITS.cell + 1);
    },
    close(name) {
      if (name === 'c') put();
      else if (name === 'v' || name === 't') into = null;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'row' && (cells.length || faults.length)) {
        if (++rows > LIMITS.rows + 1) throw new UserError('import.too-many-rows', { params: { max: LIMITS.rows } });
        out.push({ row, cells, ...(faults.length ? { faults } : {}) });
      }
    },
  };
}

/**
 * Rows of one sheet, read as they unpack. Only the shared strings are held, within their limit; nothing is evaluated, no link is followed.
 * @throws UserError `import.sheet-unknown`, `import.bomb`, `import.damaged`, `import.too-many-rows`, `import.too-many-columns`
 */
export async function* xlsxRows(path: string, sheetName: string | null): AsyncGenerator<FileRow> {
  const { zip, sheets, since1904 } = await openWorkbook(path);
  try {
    const sheet = sheetName === null ? (sheets.find((one) => !one.hidden) ?? sheets[0]) : sheets.find((one) => one.name === sheetName);
    if (!sheet) throw new UserError('import.sheet-unknown');
    const [shared, styles] = [await sharedStrings(zip), await cellStyles(zip)];
    const rows: FileRow[] = [];
    const scanner = xmlScanner(sheetEvents(rows, shared, styles, since1904));
    for await (const chunk of zip.text(sheet.path)) {
      scanner.write(chunk);
      for (const row of rows) yield row;
      rows.length = 0;
    }
    scanner.end();
  } finally {
    zip.close();
  }
}
