import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../test/workbook.ts';
import { findOptions } from './describe.ts';
import { fileTypeOf } from './file-type.ts';
import type { FileRow } from './row.ts';
import { styleOf } from './xlsx-cells.ts';
import { xlsRows, xlsSheets } from './xls-reader.ts';
import { openWorkbook, xlsxRows } from './xlsx-reader.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'ws-xlsx-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
async function rows(path: string, sheet: string | null = null): Promise<FileRow[]> {
  const found: FileRow[] = [];
  for await (const row of xlsxRows(path, sheet)) found.push(row);
  return found;
}
const typeOf = (path: string): Promise<string> => fileTypeOf(path, readFileSync(path).subarray(0, 65_536), statSync(path).size);

describe('xlsxRows', () => {
  it('reads what another program wrote: texts, numbers, days, instants, per cents, booleans, rich text', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('客户');
    sheet.addRow(['名称', '日期', '时间', '数', '百分', '是']);
    sheet.addRow([{ richText: [{ text: '甲 & ' }, { text: '乙<1>' }] }, new Date(Date.UTC(2026, 1, 28)), new Date(Date.UTC(2026, 1, 28, 9, 30, 15)), 0.1 + 0.2, 0.35, true]);
    sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"';
    sheet.getCell('C2').numFmt = 'yyyy-mm-dd hh:mm:ss';
    sheet.getCell('E2').numFmt = '0%';
    sheet.getCell('H4').value = 'far';
    await book.xlsx.writeFile(at('plain.xlsx'));
    expect(await rows(at('plain.xlsx'))).toEqual([
      { row: 1, cells: ['名称', '日期', '时间', '数', '百分', '是'] },
      { row: 2, cells: ['甲 & 乙<1>', '2026-02-28', '2026-02-28 09:30:15', '0.3', '35%', 'true'] },
      { row: 4, cells: ['', '', '', '', '', '', '', 'far'] },
    ]);
  });
  it('takes the stored result of a formula and never calculates; errors and lost digits are named', async () => {
    await writeWorkbook(at('formula.xlsx'), { S: `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>A1&amp;""</f><v></v></c><c r="D1" t="e"><v>#REF!</v></c><c r="E1"><v>110101199003078888</v></c><c r="F1"><v>1.23E+10</v></c><c r="G1" t="inlineStr"><is><t>=1+1</t></is></c></row>` });
    expect(await rows(at('formula.xlsx'))).toEqual([{
      row: 1, cells: ['2', '', '', '#REF!', '110101199003078888', '12300000000', '=1+1'],
      faults: [{ column: 1, code: 'import.formula' }, { column: 3, code: 'import.cell-error', params: { value: '#REF!' } }, { column: 4, code: 'import.lost-precision' }],
    }]);
  });
  it('counts only rows that hold something, and offers the first sheet that is not hidden', async () => {
    await writeWorkbook(at('blank.xlsx'), { Secret: '<row r="1"><c r="A1"><v>1</v></c></row>', Open: `<row r="1"><c r="A1" s="1"/></row><row r="3"><c r="A3"><v>3</v></c><c r="XFD3" s="1"/></row>` }, { hidden: ['Secret'] });
    expect(await rows(at('blank.xlsx'))).toEqual([{ row: 3, cells: ['3'] }]);
    expect(await findOptions(at('blank.xlsx'), 'xlsx', Buffer.alloc(0))).toMatchObject({ sheets: ['Secret', 'Open'], options: { sheet: 'Open' } });
    await expect(rows(at('blank.xlsx'), 'Nowhere')).rejects.toMatchObject({ code: 'import.sheet-unknown' });
  });
  it('refuses 2 000 columns', async () => {
    await writeWorkbook(at('wide.xlsx'), { S: `<row r="1">${Array.from({ length: 2000 }, () => '<c><v>1</v></c>').join('')}</row>` });
    await expect(rows(at('wide.xlsx'))).rejects.toMatchObject({ code: 'import.too-many-columns' });
  });
  it('stops zip bombs of blanks and of rows early', async () => {
    function* blanks(): Generator<string> {
      yield '<row r="1"><c r="A1" t="inlineStr"><is><t>';
      for (let count = 0; count < 600; count++) yield ' '.repeat(1024 * 1024);
      yield '</t></is></c></row>';
    }
    function* many(): Generator<string> { for (let part = 0; part < 5000; part++) yield '<row><c><v>1</v></c></row>'.repeat(1000); }
    await writeWorkbook(at('blanks.xlsx'), { S: blanks() });
    await writeWorkbook(at('rows.xlsx'), { S: many() });
    expect(statSync(at('blanks.xlsx')).size).toBeLessThan(6 * 1024 * 1024);
    for (const name of ['blanks.xlsx', 'rows.xlsx']) {
      const started = performance.now();
      await expect(rows(at(name))).rejects.toMatchObject({ code: expect.stringMatching(/^import\.(bomb|too-many-rows)$/) });
      expect(performance.now() - started).toBeLessThan(2000);
    }
  }, 60_000);
  it('refuses entity bombs, false sizes, overlapping, too many and cut entries', async () => {
    await writeWorkbook(at('doctype.xlsx'), { S: '<row><c><v>1</v></c></row>' }, { parts: { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>' } });
    await expect(rows(at('doctype.xlsx'))).rejects.toMatchObject({ code: 'import.damaged' });
    await writeWorkbook(at('many.xlsx'), { S: '' }, { parts: Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`xl/x${index}.xml`, ''])) });
    await expect(rows(at('many.xlsx'))).rejects.toMatchObject({ code: 'import.bomb' });

    await writeWorkbook(at('good.xlsx'), { S: '<row><c><v>1</v></c></row>' });
    const good = readFileSync(at('good.xlsx'));
    writeFileSync(at('cut.xlsx'), good.subarray(0, good.length - 40));
    await expect(rows(at('cut.xlsx'))).rejects.toMatchObject({ code: 'import.damaged' });
    const central = good.indexOf(Buffer.from('504b0102', 'hex'));
    const second = good.indexOf(Buffer.from('504b0102', 'hex'), central + 4);
    const overlapping = Buffer.from(good);
    overlapping.writeUInt32LE(good.readUInt32LE(central + 42), second + 42);
    writeFileSync(at('overlap.xlsx'), overlapping);
    await expect(rows(at('overlap.xlsx'))).rejects.toMatchObject({ code: expect.stringMatching(/bomb|damaged/) });
    const locked = Buffer.from(good);
    locked.writeUInt16LE(good.readUInt16LE(central + 8) | 1, central + 8);
    writeFileSync(at('locked.xlsx'), locked);
    await expect(rows(at('locked.xlsx'))).rejects.toMatchObject({ code: 'import.protected' });
    const last = good.lastIndexOf(Buffer.from('504b0102', 'hex'));
    const lying = Buffer.from(good);
    lying.writeUInt32LE(1, last + 24);
    writeFileSync(at('lying.xlsx'), lying);
    await expect(rows(at('lying.xlsx'))).rejects.toMatchObject({ code: 'import.damaged' });
  });
});

describe('wrong types', () => {
  it('are told by content', async () => {
    await writeWorkbook(at('macro.xlsx'), { S: '' }, { parts: { 'xl/vbaProject.bin': 'x' } });
    await expect(openWorkbook(at('macro.xlsx'))).rejects.toMatchObject({ code: 'import.type-not-supported' });
    await writeWorkbook(at('binary.xlsx'), { S: '' }, { parts: { 'xl/workbook.bin': 'x' } });
    await expect(openWorkbook(at('binary.xlsx'))).rejects.toMatchObject({ code: 'import.type-not-supported' });
    await writeWorkbook(at('ods.xlsx'), { S: '' }, { parts: { 'content.xml': '<x/>', mimetype: 'application/vnd.oasis.opendocument.spreadsheet' } });
    await expect(openWorkbook(at('ods.xlsx'))).rejects.toMatchObject({ code: 'import.type-not-supported' });
    await writeWorkbook(at('other.zip'), { S: '' }, { skip: ['xl/workbook.xml'] });
    await expect(openWorkbook(at('other.zip'))).rejects.toMatchObject({ code: 'import.type-unknown' });
    const files: [string, Buffer, string][] = [
      ['html.xls', Buffer.from('<html><table><tr><td>1'), 'import.type-markup'], ['run.csv', Buffer.from('MZ\u0090\u0000\u0003'), 'import.type-not-supported'], ['nothing.csv', Buffer.alloc(0), 'file.empty'],
      ['secret.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'import.protected'],
      ['mail.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'import.type-not-supported'], ['picture.csv', Buffer.from('89504e470d0a1a0a00', 'hex'), 'import.type-not-supported'],
    ];
    for (const [name, content, code] of files) {
      writeFileSync(at(name), content);
      await expect(typeOf(at(name)), name).rejects.toMatchObject({ code });
    }
    writeFileSync(at('text.xlsx'), 'a,b\n1,2');
    expect(await typeOf(at('text.xlsx'))).toBe('csv');
    expect(await typeOf(at('plain.xlsx'))).toBe('xlsx');
  });
});

describe('old binary workbooks', () => {
  it('are read in a thread of their own', async () => {
    const book = XLSX.utils.book_new();
    const sheet = XLSX.utils.aoa_to_sheet([['名称', '日期', '身份证'], ['甲', 46_081, 1.1010119900307888e17], ['乙', 1.5, 'x']]);
    if (sheet.B2) sheet.B2.z = 'yyyy-mm-dd';
    XLSX.utils.book_append_sheet(book, sheet, '表一');
    writeFileSync(at('old.xls'), XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
    expect(await typeOf(at('old.xls'))).toBe('xls');
    expect(await xlsSheets(at('old.xls'))).toEqual([{ name: '表一', hidden: false }]);
    const found: FileRow[] = [];
    for await (const row of xlsRows(at('old.xls'), '表一')) found.push(row);
    expect(found).toMatchObject([{ row: 1, cells: ['名称', '日期', '身份证'] }, { row: 2, cells: ['甲', '2026-02-28', expect.any(String)], faults: [{ column: 2, code: 'import.lost-precision' }] }, { row: 3, cells: ['乙', '1.5', 'x'] }]);
    writeFileSync(at('broken.xls'), Buffer.concat([readFileSync(at('old.xls')).subarray(0, 700)]));
    await expect(xlsSheets(at('broken.xls'))).rejects.toMatchObject({ code: 'import.damaged' });
  });
});

it('knows what number formats mean', () => {
  expect([styleOf(14, undefined), styleOf(22, undefined), styleOf(1, undefined), styleOf(164, '[$-804]yyyy/m/d'), styleOf(164, '0.00" days"'), styleOf(164, '[h]:mm:ss'), styleOf(164, '#,##0.00%'), styleOf(164, 'General')])
    .toEqual(['date', 'datetime', 'number', 'date', 'number', 'time', 'percent', 'number']);
});
