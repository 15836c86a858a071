import { UserError } from '../../errors.ts';
import { LIMITS } from './limits.ts';
import type { CellFault, FileRow } from './row.ts';

/** What a text file may hold between cells. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;
// NUL, BEL and their like, and the mark of bytes that are no letter in this encoding.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

/**
 * Reads separated text piece by piece, with quotes, quoted line breaks and CR, LF or CRLF between rows. Nothing is kept but the row at hand:
 * a cell over the limit is left out and its row marked, a quote that never closes stops the file.
 * Line numbers are those of rows as a spreadsheet counts them: a quoted line break does not begin a new one.
 * @throws UserError `import.quote-not-closed`, `import.too-many-columns`, `import.too-many-rows`
 */
export async function* csvRows(text: AsyncIterable<string> | Iterable<string>, separator: string): AsyncGenerator<FileRow> {
  let [number, rows] = [1, 0];
  let cells: string[] = [];
  let faults: CellFault[] = [];
  let cell = '';
  let [length, recorded] = [0, 0];
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  let afterCr = false;
  const ends = new RegExp(`[\\r\\n${separator === '|' ? '\\|' : separator}]`, 'g');

  const add = (part: string): void => {
    const room = Math.min(LIMITS.cell - cell.length, LIMITS.record - recorded);
    length += part.length;
    if (room <= 0) return;
    cell += part.length > room ? part.slice(0, room) : part;
    recorded += Math.min(room, part.length);
  };
  const endCell = (): void => {
    const column = cells.length;
    if (column >= LIMITS.columns && cell !== '') throw new UserError('import.too-many-columns', { params: { max: LIMITS.columns, row: number } });
    if (length > cell.length) { faults.push({ column, code: 'import.cell-too-long', params: { max: LIMITS.cell } }); cell = ''; }
    else if (cell.includes('\ufffd')) faults.push({ column, code: 'import.bad-character' });
    if (column < LIMITS.columns) cells.push(cell.replace(CONTROL, ''));
    cell = '';
    length = 0;
    state = 'start';
  };
  const endRow = (): FileRow | null => {
    endCell();
    const row: FileRow | null = faults.length || cells.some((one) => one.trim() !== '') ? { row: number, cells, ...(faults.length ? { faults } : {}) } : null;
    if (row && ++rows > LIMITS.rows + 1) throw new UserError('import.too-many-rows', { params: { max: LIMITS.rows } });
    number += 1;
    [cells, faults, recorded] = [[], [], 0];
    return row;
  };

  for await (const piece of text) {
    let at = 0;
    while (at < piece.length) {
      const sign = piece[at] as string;
      if (afterCr) {
        afterCr = false;
        if (sign === '\n') { at += 1; continue; }
      }
      if (state === 'quoted') {
        const close = piece.indexOf('"', at);
        add(close < 0 ? piece.slice(at) : piece.slice(at, close));
        at = close < 0 ? piece.length : close + 1;
        if (close >= 0) state = 'quote';
      } else if (state === 'quote' && sign === '"') {
        add('"');
        state = 'quoted';
        at += 1;
      } else if (state === 'start' && sign === '"') {
        state = 'quoted';
        at += 1;
      } else {
        ends.lastIndex = at;
        const end = ends.exec(piece);
        const stop = end ? end.index : piece.length;
        // What follows a closing quote belongs to the cell, as people's files have it ("a" b).
        if (stop > at) { add(piece.slice(at, stop)); state = 'plain'; }
        at = stop;
        if (!end) continue;
        at += 1;
        if (end[0] === separator) { endCell(); continue; }
        afterCr = end[0] === '\r';
        const row = endRow();
        if (row) yield row;
      }
    }
  }
  if ((state as string) === 'quoted') throw new UserError('import.quote-not-closed', { params: { row: number } });
  if (cells.length || (state as string) !== 'start' || cell) {
    const row = endRow();
    if (row) yield row;
  }
}

/** The separator that splits the first rows into the most equal numbers of cells. */
export async function guessSeparator(sample: string): Promise<string> {
  const line = /^sep=(.)\r?\n/i.exec(sample);
  if (line?.[1] && (SEPARATORS as readonly string[]).includes(line[1])) return line[1];
  let best: { separator: string; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const widths: number[] = [];
    try {
      for await (const row of csvRows([sample], separator)) if (widths.push(row.cells.length) >= 30) break;
    } catch {
      // The sample ends within a quoted cell; the rows before it still tell.
    }
    const first = widths[0] ?? 0;
    if (first < 2 && !widths.some((width) => width > 1)) continue;
    const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
    const equal = widths.filter((width) => width === usual).length / widths.length;
    const score = equal * Math.min(usual, 30) * (usual > 1 ? 1 : 0);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}
