import { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import { LIMITS } from './limits.ts';
import type { FileRow } from './row.ts';

type Message = { sheets?: { name: string; hidden: boolean }[]; rows?: FileRow[]; end?: boolean; error?: string; params?: Record<string, unknown> };
const MEGABYTES = 512;
const MILLIS = 60_000;

/** Starts the reader's thread. A file that would eat the memory or the time of the process only kills its own thread. */
function start(path: string, sheet?: string): { messages: AsyncGenerator<Message>; stop(): Promise<unknown> } {
  const worker = new Worker(new URL('./xls-worker.mjs', import.meta.url), {
    workerData: { path, sheet, cell: LIMITS.cell, columns: LIMITS.columns }, resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 64 }, execArgv: [], stderr: false,
  });
  const queue: Message[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const push = (message: Message): void => { queue.push(message); wake(); };
  worker.on('message', push);
  worker.on('error', (error: NodeJS.ErrnoException) => push({ error: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'import.bomb' : 'import.damaged' }));
  worker.on('exit', () => { ended = true; wake(); });
  const timer = setTimeout(() => { push({ error: 'import.bomb' }); void worker.terminate(); }, MILLIS);
  async function* messages(): AsyncGenerator<Message> {
    for (;;) {
      const next = queue.shift();
      if (next?.error) throw new UserError(next.error, next.params ? { params: next.params } : {});
      if (next) { yield next; continue; }
      if (ended) return;
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  }
  return { messages: messages(), stop: () => { clearTimeout(timer); return worker.terminate(); } };
}

/** Sheets of an old binary workbook. @throws UserError `import.damaged`, `import.protected`, `import.bomb` */
export async function xlsSheets(path: string): Promise<{ name: string; hidden: boolean }[]> {
  const reader = start(path);
  try {
    for await (const message of reader.messages) if (message.sheets) return message.sheets;
    throw new UserError('import.damaged');
  } finally {
    await reader.stop();
  }
}

/** Rows of one sheet of an old binary workbook. @throws UserError like `xlsSheets` */
export async function* xlsRows(path: string, sheet: string): AsyncGenerator<FileRow> {
  const reader = start(path, sheet);
  let rows = 0;
  let complete = false;
  try {
    for await (const message of reader.messages) {
      for (const row of message.rows ?? []) {
        if (++rows > LIMITS.rows + 1) throw new UserError('import.too-many-rows', { params: { max: LIMITS.rows } });
        yield row;
      }
      complete ||= message.end === true;
      if (complete) return;
    }
    throw new UserError('import.damaged');
  } finally {
    await reader.stop();
  }
}
