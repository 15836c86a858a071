import type { Core } from '../core.ts';
import { sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';

/** Failures that cost nothing, then the wait doubles from a minute to a quarter of an hour. */
const FREE = 5;
const FIRST_WAIT = 60;
const LONGEST_WAIT = 900;
/** After an hour without a try the count begins anew. */
const FORGET = 3600;

const backOff = (seconds: number): UserError => new UserError('session.back-off', { params: { seconds: Math.max(1, Math.ceil(seconds)) } }, 429);

/**
 * Counts a try before the password is looked at, so that many at once cannot slip past the limit; `forgive` after a success.
 * @throws UserError `session.back-off` while the account is blocked
 */
export async function takeTry(core: Core, key: string): Promise<void> {
  const now = core.config.now();
  const at = now.toISOString();
  const rows = await core.db.run<{ failures: number }>(sql`
    INSERT INTO throttle AS t (key, failures, blocked_until, updated_at) VALUES (${key}, 1, NULL, ${at}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.updated_at < ${at}::timestamptz - make_interval(secs => ${FORGET}) THEN 1 ELSE t.failures + 1 END,
      blocked_until = CASE WHEN t.updated_at >= ${at}::timestamptz - make_interval(secs => ${FORGET}) AND t.failures + 1 >= ${FREE}
        THEN ${at}::timestamptz + make_interval(secs => LEAST(${LONGEST_WAIT}, ${FIRST_WAIT} * power(2, LEAST(t.failures + 1 - ${FREE}, 10)))) ELSE NULL END,
      updated_at = ${at}::timestamptz
    WHERE t.blocked_until IS NULL OR t.blocked_until <= ${at}::timestamptz
    RETURNING failures`);
  if (rows.length) return;
  const [row] = await core.db.run<{ seconds: number }>(sql`SELECT EXTRACT(EPOCH FROM blocked_until - ${at}::timestamptz)::float8 AS seconds FROM throttle WHERE key = ${key}`);
  throw backOff(row?.seconds ?? FIRST_WAIT);
}

/** The tries so far are forgotten. */
export const forgive = (core: Core, key: string): Promise<unknown> => core.db.run(sql`DELETE FROM throttle WHERE key = ${key}`);

type Bucket = { left: number; at: number };
const BUCKET = 60;
const REFILL_SECONDS = 5;
const MOST_ADDRESSES = 20_000;
const buckets = new WeakMap<Core, Map<string, Bucket>>();

/**
 * Failed sign-ins that one address may make, over all accounts: sixty at once, then one in five seconds. Returns the way to give the try back.
 * @throws UserError `session.back-off` when they are used up
 */
export function takeFromAddress(core: Core, ip: string): () => void {
  let all = buckets.get(core);
  if (!all) buckets.set(core, (all = new Map()));
  const now = core.config.now().getTime();
  const known = all.get(ip);
  const bucket = known ? { left: Math.min(BUCKET, known.left + (now - known.at) / (REFILL_SECONDS * 1000)), at: now } : { left: BUCKET, at: now };
  all.delete(ip); // and to the end: the map keeps the order of use
  all.set(ip, bucket);
  if (all.size > MOST_ADDRESSES) {
    const [oldest] = all.keys();
    if (oldest !== undefined) all.delete(oldest);
  }
  if (bucket.left < 1) throw backOff((1 - bucket.left) * REFILL_SECONDS);
  bucket.left -= 1;
  return () => { bucket.left = Math.min(BUCKET, bucket.left + 1); };
}
