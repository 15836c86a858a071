import { randomUUID } from 'node:crypto';
import { ident, sql } from '@wellspring/core/sql';
import type { Core } from '@wellspring/core';

type Answer = { status: number; body: Record<string, unknown> };
type Child = { id: string; amount: number; deleted: boolean };
/** A customer as its maker knows it: only what was acknowledged, and what may or may not have come through. */
type Customer = { mark: string; id: string; version: number; employees: number | null; deals: Child[]; lastContact: string | null; deleted: boolean };

/** What the load has been told, and what it has met: `unanswered` were sent and the line broke, `away` found nobody, `replayed` had been done though nobody was told. */
export type Ledger = { customers: Customer[]; acknowledged: number; unanswered: number; away: number; busy: number; replayed: number; wrong: string[] };
export type LoadOptions = { url: string; token: string; workers?: number; /** Creations without a key, sent again when no answer came: what must fail. */ naive?: boolean };
export type Load = { readonly ledger: Ledger; stop(): Promise<void>; /** Gives up what is under way too. */ abandon(): void };

const TIMEOUT = 20_000;
const REST = 30;
const rest = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, REST); });

/** The line broke or nothing came in time; anything else is a fault of the test. */
const isUnanswered = (error: unknown): boolean => (error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated')) || (error instanceof DOMException && error.name === 'TimeoutError') || error instanceof SyntaxError;

/** Nobody listens: this sending did nothing. */
const isAway = (error: unknown): boolean => ((error as Error).cause as { code?: string } | undefined)?.code === 'ECONNREFUSED';

/** Writes over HTTP like a few busy people: creations with a key, edits, deals and activities that move roll-ups, deletions. Every request is sent until it is answered. */
export function startLoad({ url, token, workers = 6, naive = false }: LoadOptions): Load {
  const ledger: Ledger = { customers: [], acknowledged: 0, unanswered: 0, away: 0, busy: 0, replayed: 0, wrong: [] };
  let stopped = false;
  const end = new AbortController();

  /** `again`: an earlier sending of the same request went without an answer. */
  async function send(method: string, path: string, body?: object, key?: string): Promise<Answer & { again: boolean }> {
    for (let again = false; ; ) {
      try {
        const response = await fetch(`${url}/api/${path}`, {
          method, signal: AbortSignal.any([end.signal, AbortSignal.timeout(TIMEOUT)]),
          headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...(body ? { 'content-type': 'application/json' } : {}), ...(key && !naive ? { 'idempotency-key': key } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const answer = { status: response.status, body: (await response.json()) as Record<string, unknown> };
        if (response.headers.get('idempotent-replayed')) ledger.replayed += 1;
        if (response.status !== 503) return { ...answer, again };
        // The house may have lost its database in the very commit: then it does not know either.
        again = true;
        ledger.busy += 1;
      } catch (error) {
        end.signal.throwIfAborted();
        if (!isUnanswered(error)) throw error;
        if (isAway(error)) ledger.away += 1;
        else { ledger.unanswered += 1; again = true; }
      }
      await rest();
    }
  }
  const record = (answer: Answer) => answer.body.record as { id: string; version: number; employees: number | null };
  const fault = (what: string, { status, body }: Answer): void => { ledger.wrong.push(`${what}: ${status} ${JSON.stringify(body).slice(0, 300)}`); };
  const acknowledge = (): void => { ledger.acknowledged += 1; };

  async function create(path: string, values: object, mark: string): Promise<string | null> {
    const answer = await send('POST', path, values, mark);
    if (answer.status !== 201) { fault(`create ${path}`, answer); return null; }
    acknowledge();
    return record(answer).id;
  }
  async function edit(customer: Customer, employees: number): Promise<void> {
    const answer = await send('PATCH', `customers/${customer.id}`, { version: customer.version, employees });
    // A second sending of what had come through meets its own work.
    const done = answer.status === 200 ? record(answer) : answer.again && answer.status === 409 ? ((answer.body.error as { current?: { id: string; version: number; employees: number } }).current ?? null) : null;
    if (done?.employees !== employees) { fault('edit', answer); return; }
    acknowledge();
    Object.assign(customer, { employees, version: done.version });
  }
  async function remove(path: string, id: string): Promise<boolean> {
    const answer = await send('DELETE', `${path}/${id}`);
    if (answer.status !== 200 && !(answer.again && answer.status === 404)) { fault(`delete ${path}`, answer); return false; }
    acknowledge();
    return true;
  }

  async function person(): Promise<void> {
    for (let round = 0; !stopped; round++) {
      const mark = `load ${randomUUID()}`;
      const id = await create('customers', { name: mark }, mark.replace(' ', '-'));
      if (!id) continue;
      const customer: Customer = { mark, id, version: 1, employees: null, deals: [], lastContact: null, deleted: false };
      ledger.customers.push(customer);
      for (let step = 0; step < 4 && !stopped; step++) {
        await edit(customer, round * 10 + step);
        if (round % 3 === 2) continue;
        const amount = step + 1;
        const dealMark = `${mark} deal ${step}`;
        const deal = await create('opportunities', { title: dealMark, customerId: id, amount: String(amount) }, dealMark.replaceAll(' ', '-'));
        if (deal) customer.deals.push({ id: deal, amount, deleted: false });
        const at = new Date(Date.UTC(2026, 0, 1 + step, round % 24)).toISOString();
        const callMark = `${mark} call ${step}`;
        if (await create('activities', { content: callMark, customerId: id, at }, callMark.replaceAll(' ', '-'))) customer.lastContact = at;
        const last = customer.deals.at(-1);
        if (step % 2 && last) last.deleted = await remove('opportunities', last.id);
      }
      if (round % 3 === 2) customer.deleted = await remove('customers', id);
    }
  }
  const all = Promise.all(Array.from({ length: workers }, person));
  all.catch(() => undefined);
  return { ledger, async stop() { stopped = true; await all; }, abandon() { stopped = true; end.abort(); } };
}

/** What the tables do not hold of what the ledger was told, and what they hold that nobody asked for. */
export async function checkLedger(core: Core, ledger: Ledger): Promise<string[]> {
  const faults = [...ledger.wrong];
  const rows = await core.db.run<{ id: string; version: number; employees: number | null; deleted: boolean; openDeals: number; openAmount: string | null; lastContactAt: string | null }>(sql`
    SELECT id, version, employees, deleted_at IS NOT NULL AS deleted, open_deals AS "openDeals", open_amount AS "openAmount", last_contact_at AS "lastContactAt" FROM customer WHERE name LIKE 'load %'`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const one of ledger.customers) {
    const row = byId.get(one.id);
    if (!row) { faults.push(`${one.mark} is lost`); continue; }
    const deals = one.deals.filter((deal) => !deal.deleted);
    const told = [one.version + (one.deleted ? 1 : 0), one.employees, one.deleted, deals.length, deals.length ? deals.reduce((sum, deal) => sum + deal.amount, 0).toFixed(2) : null, one.lastContact];
    const found = [row.version, row.employees, row.deleted, row.openDeals, row.openAmount, row.lastContactAt];
    if (JSON.stringify(told) !== JSON.stringify(found)) faults.push(`${one.mark} is ${JSON.stringify(found)}, told was ${JSON.stringify(told)}`);
  }
  for (const [table, column] of [['customer', 'name'], ['opportunity', 'title'], ['activity', 'content']] as const) {
    const marks = await core.db.run<{ mark: string; count: number }>(sql`SELECT replace(${ident(column)}, ' ', '-') AS mark, count(*) AS count FROM ${ident(table)} WHERE ${ident(column)} LIKE 'load %' GROUP BY 1`);
    for (const { mark, count } of marks) if (count !== 1) faults.push(`${table} ${mark} stands ${count} times`);
  }
  return faults;
}
