// Runs in a thread of its own with a memory limit: this library reads whole files, and old binary files can lie about their size.
import { parentPort, workerData } from 'node:worker_threads';
import { readFileSync } from 'node:fs';
import XLSX from '@e965/xlsx';

const { path, sheet, cell: cellLimit, columns: columnLimit } = workerData;
const pad = (number, size = 2) => String(number).padStart(size, '0');
const isDate = (format) => typeof format === 'string' && XLSX.SSF.is_date(format);

function dateText(serial, since1904) {
  const date = XLSX.SSF.parse_date_code(serial, { date1904: since1904 });
  if (!date) return null;
  const day = `${pad(date.y, 4)}-${pad(date.m)}-${pad(date.d)}`;
  return date.H || date.M || Math.round(date.S) ? `${day} ${pad(date.H)}:${pad(date.M)}:${pad(Math.min(59, Math.round(date.S)))}` : day;
}
function plain(value) {
  const rounded = Number(value.toPrecision(15));
  return String(rounded).includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : String(rounded);
}
/** Text of a cell, or [text, code of what is wrong with it]. */
function read(cell, since1904) {
  if (cell.t === 'e') return [cell.w ?? '#', 'import.cell-error'];
  if (cell.t === 'b') return [cell.v ? 'true' : 'false'];
  if (cell.t === 'n') {
    if (isDate(cell.z)) { const text = dateText(cell.v, since1904); return text === null ? [String(cell.v), 'date.shape'] : [text]; }
    if (typeof cell.z === 'string' && cell.z.includes('%')) return [`${plain(cell.v * 100)}%`];
    return Math.abs(cell.v) >= 1e15 ? [String(cell.v), 'import.lost-precision'] : [plain(cell.v)];
  }
  return [cell.v === undefined ? '' : String(cell.v)];
}

try {
  const book = XLSX.read(readFileSync(path), { type: 'buffer', dense: true, cellFormula: true, cellHTML: false, cellText: false, cellNF: true, bookVBA: false, sheets: sheet === undefined ? [] : [sheet] });
  const states = book.Workbook?.Sheets ?? [];
  parentPort.postMessage({ sheets: book.SheetNames.map((name, index) => ({ name, hidden: (states[index]?.Hidden ?? 0) > 0 })) });
  const since1904 = Boolean(book.Workbook?.WBProps?.date1904);
  const rows = (sheet !== undefined && book.Sheets[sheet]?.['!data']) || [];
  let batch = [];
  for (let at = 0; at < rows.length; at++) {
    const [cells, faults] = [[], []];
    for (const [column, cell] of Object.entries(rows[at] ?? {})) {
      if (!cell || cell.t === 'z') continue;
      const index = Number(column);
      const [text, code] = cell.f !== undefined && cell.v === undefined ? ['', 'import.formula'] : read(cell, since1904);
      if (text.trim() === '' && !code) continue;
      if (index >= columnLimit) throw Object.assign(new Error(), { code: 'import.too-many-columns', params: { max: columnLimit, row: at + 1 } });
      while (cells.length < index) cells.push('');
      cells[index] = text.length > cellLimit ? '' : text;
      if (text.length > cellLimit) faults.push({ column: index, code: 'import.cell-too-long', params: { max: cellLimit } });
      else if (code) faults.push({ column: index, code, ...(code === 'import.cell-error' ? { params: { value: text } } : {}) });
    }
    if (cells.length || faults.length) batch.push({ row: at + 1, cells, ...(faults.length ? { faults } : {}) });
    if (batch.length >= 500) { parentPort.postMessage({ rows: batch }); batch = []; }
  }
  parentPort.postMessage({ rows: batch, end: true });
} catch (error) {
  const secret = /password|encrypt/i.test(String(error?.message));
  parentPort.postMessage({ error: error?.code?.startsWith?.('import.') ? error.code : secret ? 'import.protected' : 'import.damaged', params: error?.params });
}
