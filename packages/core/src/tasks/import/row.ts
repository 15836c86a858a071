import { LIMITS } from './limits.ts';

/** Something wrong with one cell (or, without a column, with the row). */
export type CellFault = { column: number | null; code: string; params?: Record<string, unknown> };
/** A row of a file: its number as a spreadsheet shows it, its cells as texts, and what could not be read. Blank rows are left out. */
export type FileRow = { row: number; cells: string[]; faults?: CellFault[] };

/** Collects rows from any reader into batches. */
export async function* inBatches(rows: AsyncIterable<FileRow> | Iterable<FileRow>, size: number = LIMITS.batch): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  for await (const row of rows) {
    if (batch.push(row) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length) yield batch;
}

/** A, B … Z, AA: the name of a column without a header. */
export function columnLetters(index: number): string {
  let [rest, letters] = [index + 1, ''];
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}
