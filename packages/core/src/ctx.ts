import type { Access, Locale, Me, OperationSource } from '@wellspring/objects';
import type { Db } from './db/db.ts';
import type { Sql } from './db/sql.ts';
import type { AnyBehaviour } from './records/behaviour.ts';

/** The operation a transaction writes its changes under. */
export type OperationState = { id: string; kind: string; object: string | null; source: OperationSource; undoes: string | null; count: number; begun: boolean; taskId: string | null };
export type OutboxEvent = { topic: string; key: string; payload: unknown };

/**
 * All that a call needs, carried by hand: who asks, what he may, which connection, which moment.
 * A transaction makes a copy with its own `tx`; nested calls with that copy join it.
 */
export type Ctx = {
  readonly db: Db;
  /** Runs one statement: inside the transaction when there is one, else on the pool. Returns the rows. */
  readonly run: <R = Record<string, unknown>>(statement: Sql) => Promise<R[]>;
  /** Absent outside a transaction. */
  readonly tx?: { readonly events: OutboxEvent[]; readonly operation: OperationState | null };
  readonly user: Me;
  readonly access: Access;
  /** Scope and field rights are lifted; journal, events, validation stay. Only engine and behaviour code sets it, through asSystem(ctx). */
  readonly system: boolean;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  readonly requestId: string;
  readonly source: OperationSource;
  /** Business rules by object name; the engine knows none by itself. */
  readonly behaviours: Readonly<Record<string, AnyBehaviour>>;
  /** Folder of uploads and results. */
  readonly dataDir: string;
  /** Depth of saves within saves; the pipeline stops loops at 8. */
  readonly depth: number;
};

/** The same call with scope and field rights lifted: for behaviour that must touch what its caller may not. Journal and validation stay. */
export const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, system: true });
/** Adds an event to the outbox of the running transaction. @throws outside a transaction: an event without its fact must not exist */
export function emit(ctx: Ctx, event: OutboxEvent): void {
  if (!ctx.tx) throw new Error('emit outside a transaction');
  ctx.tx.events.push(event);
}
