import { open } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { looksLikeMarkup, sniffType } from '../../files/sniff.ts';
import { LIMITS } from './limits.ts';

export type FileType = 'csv' | 'xlsx' | 'xls';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const BOOK = [Buffer.from('Workbook', 'utf16le'), Buffer.from('Book', 'utf16le')];

/** A compound file holds an old workbook, a locked new one, or something else (a letter, a mail, an installer). */
async function compoundKind(path: string, size: number): Promise<'xls'> {
  // Its directory may stand anywhere: both ends are looked at.
  const file = await open(path);
  try {
    const part = Math.min(size, 4 * 1024 * 1024);
    const [first, last] = [Buffer.alloc(part), Buffer.alloc(part)];
    await file.read(first, 0, part, 0);
    await file.read(last, 0, part, size - part);
    if (first.includes(ENCRYPTED) || last.includes(ENCRYPTED)) throw new UserError('import.protected');
    if (!BOOK.some((name) => first.includes(name) || last.includes(name))) throw new UserError('import.type-not-supported', {}, 415);
  } finally {
    await file.close();
  }
  if (size > LIMITS.xlsBytes) throw new UserError('file.too-large', { params: { max: LIMITS.xlsBytes / 1024 / 1024 } }, 413);
  return 'xls';
}

/** What an upload really is, by its content; the name is not asked. @throws UserError `file.empty`, 415 `import.type-not-supported`, 413 `file.too-large`, `import.protected` */
export async function fileTypeOf(path: string, head: Buffer, size: number): Promise<FileType> {
  if (size === 0) throw new UserError('file.empty');
  const type = sniffType(head, '');
  if (type === 'application/zip') {
    if (size > LIMITS.xlsxBytes) throw new UserError('file.too-large', { params: { max: LIMITS.xlsxBytes / 1024 / 1024 } }, 413);
    return 'xlsx';
  }
  if (head.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') return compoundKind(path, size);
  if (looksLikeMarkup(head)) throw new UserError('import.type-markup', {}, 415);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!utf16 && !type.startsWith('text/') && !zeroesOnly(head)) throw new UserError('import.type-not-supported', {}, 415);
  return 'csv';
}
/** UTF-16 without a mark, or a text with a stray NUL: many zeroes at every other place, or very few; nothing else binary looks so. */
function zeroesOnly(head: Buffer): boolean {
  let [zero, low] = [0, 0];
  for (const byte of head) if (byte === 0) zero += 1; else if (byte < 9 || (byte > 13 && byte < 32)) low += 1;
  return low <= head.length / 200 && (zero <= Math.max(8, head.length / 200) || (zero > head.length / 4 && zero <= head.length / 2));
}
