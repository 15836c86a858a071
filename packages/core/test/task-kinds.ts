import { sql } from '../src/db/sql.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { UserError } from '../src/errors.ts';
import type { TaskKinds } from '../src/tasks/lease.ts';
import { type AnyTaskDef, defineTask } from '../src/tasks/task.ts';

/** Places where a test may stop a task: `claimed`, then `work:1`, `committed:1`, `work:2` … */
export type Gate = (place: string, task: string) => Promise<void>;
type RowsInput = { chunks: number; size?: number };
type Spot = { chunk: number };

/** Kinds that write rows into the table `scratch`, so that a test can count what came of them. */
export function scratchKinds(gate: Gate): TaskKinds {
  const insert = (chunk: number, size: number) => sql`INSERT INTO scratch (n) SELECT g FROM generate_series(${(chunk - 1) * size + 1}::int, ${chunk * size}::int) g`;
  const rows = defineTask<RowsInput, Spot>({
    kind: 'rows',
    async *run(task, { chunks, size = 3 }) {
      await gate('claimed', task.row.id);
      for (let chunk = (task.checkpoint?.chunk ?? 0) + 1; chunk <= chunks; chunk++) {
        await task.step(async (ctx) => {
          await ctx.run(insert(chunk, size));
          await gate(`work:${chunk}`, task.row.id);
          return { checkpoint: { chunk }, progress: chunk * size, total: chunks * size };
        });
        await gate(`committed:${chunk}`, task.row.id);
        yield;
      }
      return { result: { rows: chunks * size } };
    },
  });
  /** The same as it is usually written: the work commits on its own and the checkpoint afterwards. */
  const naive = defineTask<RowsInput, Spot>({
    kind: 'naive',
    async *run(task, { chunks, size = 3 }) {
      for (let chunk = (task.checkpoint?.chunk ?? 0) + 1; chunk <= chunks; chunk++) {
        await inTransaction(await task.ctxNow(), (ctx) => ctx.run(insert(chunk, size)));
        await gate(`work:${chunk}`, task.row.id);
        await task.step(async () => ({ checkpoint: { chunk } }));
        yield;
      }
      return undefined;
    },
  });
  const poison = defineTask<object, Spot>({ kind: 'poison', async *run() { yield; throw new Error('poison'); } });
  const refused = defineTask<object, Spot>({ kind: 'refused', async *run() { yield; throw new UserError('access.denied', {}, 403); } });
  const heavy = defineTask<object, Spot>({ kind: 'heavy', heavy: true, async *run(task) { await gate('claimed', task.row.id); yield; return undefined; } });
  const all: AnyTaskDef[] = [rows, naive, poison, refused, heavy];
  return Object.fromEntries(all.map((def) => [def.kind, def]));
}

/** The table the kinds write into. */
export const scratchTable = sql`CREATE TABLE IF NOT EXISTS scratch (n int NOT NULL)`;
export const scratchRows = sql`SELECT count(*) AS rows, count(DISTINCT n) AS numbers FROM scratch`;
/** As if the runner had been silent for a minute. */
export const silenceRunners = sql`UPDATE background_task SET heartbeat_at = heartbeat_at - interval '1 minute' WHERE state = 'running'`;
