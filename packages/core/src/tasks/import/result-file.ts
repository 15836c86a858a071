import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Locale, labels, type RowError } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import { csvLine } from '../export/csv-line.ts';
import type { FailedRow } from './chunk.ts';
import type { ImportPlan } from './plan.ts';
import type { RowFault } from './values.ts';

const words: Record<Locale, { row: string; reason: string; file: string }> = {
  'zh-CN': { row: '行号', reason: '原因', file: '未导入' }, 'zh-TW': { row: '列號', reason: '原因', file: '未匯入' }, en: { row: 'Row', reason: 'Reason', file: 'not imported' },
};
const FOLDER = 'results';

/** A fault in the person's words. */
export function rowErrors(plan: ImportPlan, row: number, faults: readonly RowFault[]): RowError[] {
  return faults.map((fault) => ({ row, ...(fault.field ? { field: fault.field } : {}), code: fault.code, ...(fault.params ? { params: fault.params } : {}), message: errorText(fault.code, plan.locale, fault.params), ...(fault.value ? { value: fault.value } : {}) }));
}
const reason = (plan: ImportPlan, faults: readonly RowFault[]): string =>
  faults.map((fault) => `${fault.field ? `${labels.field(plan.def, fault.field, plan.locale)}: ` : ''}${errorText(fault.code, plan.locale, fault.params)}`).join('; ');

const partName = (taskId: string, part: number): string => `${taskId}.part-${String(part).padStart(6, '0')}`;

/** Writes the refused rows of one chunk. Written again with the same number, it replaces itself: a repeated chunk repeats no line. */
export async function writePart(dataDir: string, taskId: string, part: number, plan: ImportPlan, failed: readonly FailedRow[]): Promise<void> {
  const path = join(dataDir, FOLDER, partName(taskId, part));
  if (!failed.length) return rm(path, { force: true });
  await mkdir(join(dataDir, FOLDER), { recursive: true });
  await writeFile(path, failed.map(({ row, cells, faults }) => csvLine([...plan.headers.map((_, index) => cells[index] ?? ''), ...cells.slice(plan.headers.length), String(row), reason(plan, faults)].map(String))).join(''));
}

/** Joins the parts to the result file. @returns its place and name, or null when no row was refused */
export async function joinParts(dataDir: string, taskId: string, plan: ImportPlan, fileName: string): Promise<{ filePath: string; fileName: string } | null> {
  const folder = join(dataDir, FOLDER);
  const filePath = join(FOLDER, `${taskId}.csv`);
  // Joined already by a run that died before it could say so: its parts may be half gone.
  if (await stat(join(dataDir, filePath)).catch(() => null)) return { filePath, fileName: resultName(plan, fileName) };
  const parts = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(`${taskId}.part-`)).sort();
  if (!parts.length) return null;
  async function* lines(): AsyncGenerator<string | Buffer> {
    yield `\ufeff${csvLine([...plan.headers, words[plan.locale].row, words[plan.locale].reason])}`;
    for (const part of parts) yield* createReadStream(join(folder, part)) as Readable & AsyncIterable<Buffer>;
  }
  await pipeline(lines, createWriteStream(join(folder, `${taskId}.tmp`)));
  await rename(join(folder, `${taskId}.tmp`), join(dataDir, filePath));
  await Promise.all(parts.map((part) => rm(join(folder, part), { force: true })));
  return { filePath, fileName: resultName(plan, fileName) };
}
const resultName = (plan: ImportPlan, fileName: string): string => `${fileName.replace(/\.[a-z0-9]{1,5}$/i, '')} - ${words[plan.locale].file}.csv`;
