import { UserError } from '../../errors.ts';
import { csvRows } from './csv-reader.ts';
import type { FileType } from './file-type.ts';
import { type FileRow, inBatches } from './row.ts';
import { decodedText, ENCODINGS, type Encoding } from './text-encoding.ts';
import { xlsRows } from './xls-reader.ts';
import { xlsxRows } from './xlsx-reader.ts';

/** How to read a file: what was found out about it, or what the person said instead. */
export type ReadOptions = { type: FileType; encoding: string | null; separator: string | null; sheet: string | null };

export const isEncoding = (name: string | null): name is Encoding => (ENCODINGS as readonly (string | null)[]).includes(name);

/** Rows of a file one by one, whatever its type. Memory does not grow with the file. @throws UserError `import.…` */
export function eachRow(path: string, options: ReadOptions): AsyncGenerator<FileRow> {
  if (options.type === 'xlsx') return xlsxRows(path, options.sheet);
  if (options.type === 'xls') {
    if (options.sheet === null) throw new UserError('import.sheet-unknown');
    return xlsRows(path, options.sheet);
  }
  if (!isEncoding(options.encoding)) throw new UserError('import.encoding-unknown');
  return csvRows(decodedText(path, options.encoding), options.separator ?? ',');
}

/** Rows of a file in batches of 500. */
export const readRows = (path: string, options: ReadOptions): AsyncGenerator<FileRow[]> => inBatches(eachRow(path, options));
