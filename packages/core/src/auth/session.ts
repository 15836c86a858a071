import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isUuid } from '@wellspring/objects';
import type { Core } from '../core.ts';
import { sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { newId } from '../ids.ts';

const LIFE_DAYS = 30;
const IDLE_DAYS = 7;
/** Two tabs that renew at once send the same token; that is no theft. */
const GRACE_SECONDS = 10;

export type SessionEnd = 'signed-out' | 'reused' | 'password-changed' | 'disabled' | 'expired';
export type SessionClient = { userAgent?: string; ip?: string };
/** A living session. `refreshToken` is null when the caller's token stays as it is (the grace of parallel tabs: the other answer carries the new one). */
export type OpenSession = { sid: string; userId: string; refreshToken: string | null; expiresAt: string };

const ended = (): UserError => new UserError('session.ended', {}, 401);
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const same = (a: string, b: string | null): boolean => b !== null && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A token is the session's id and 256 random bits; only their hash is kept. The id tells which session a stolen old token belonged to. */
const newSecret = (): string => randomBytes(32).toString('base64url');
function parse(token: string): { sid: string; hash: string } {
  const [sid = '', secret = '', ...rest] = token.split('.');
  if (rest.length || !isUuid(sid) || !/^[\w-]{43}$/.test(secret)) throw ended();
  return { sid, hash: hashOf(secret) };
}

/** Begins a session for a user who has just proved who he is. */
export async function openSession(core: Core, userId: string, client: SessionClient): Promise<OpenSession> {
  const sid = newId();
  const secret = newSecret();
  const at = core.config.now().toISOString();
  const [row] = await core.db.run<{ expiresAt: string }>(sql`
    INSERT INTO session (id, user_id, token_hash, rotated_at, created_at, last_used_at, expires_at, user_agent, ip)
    VALUES (${sid}, ${userId}, ${hashOf(secret)}, ${at}, ${at}, ${at}, ${at}::timestamptz + make_interval(days => ${LIFE_DAYS}), ${client.userAgent?.slice(0, 400) ?? null}, ${client.ip ?? null})
    RETURNING expires_at AS "expiresAt"`);
  return { sid, userId, refreshToken: `${sid}.${secret}`, expiresAt: row?.expiresAt ?? at };
}

/**
 * Exchanges a refresh token for the next one. An older token that comes again means that two hold it: the session ends for both.
 * @throws UserError `session.ended` (401)
 */
export async function refreshSession(core: Core, token: string, client: SessionClient = {}): Promise<OpenSession> {
  const { sid, hash } = parse(token);
  const secret = newSecret();
  const at = core.config.now().toISOString();
  const living = sql`s.id = ${sid} AND s.ended_at IS NULL AND s.expires_at > ${at}::timestamptz AND s.last_used_at > ${at}::timestamptz - make_interval(days => ${IDLE_DAYS})
    AND EXISTS (SELECT 1 FROM app_user u WHERE u.id = s.user_id AND u.status = 'active' AND u.deleted_at IS NULL)`;
  const [row] = await core.db.run<{ userId: string; expiresAt: string }>(sql`
    UPDATE session s SET token_hash = ${hashOf(secret)}, previous_hash = s.token_hash, rotated_at = ${at}, last_used_at = ${at}
    WHERE s.token_hash = ${hash} AND ${living} RETURNING s.user_id AS "userId", s.expires_at AS "expiresAt"`);
  if (row) return { sid, ...row, refreshToken: `${sid}.${secret}` };

  const [found] = await core.db.run<{ userId: string; expiresAt: string; tokenHash: string; previousHash: string | null; userAgent: string | null; inGrace: boolean }>(sql`
    SELECT s.user_id AS "userId", s.expires_at AS "expiresAt", s.token_hash AS "tokenHash", s.previous_hash AS "previousHash", s.user_agent AS "userAgent",
      s.rotated_at >= ${at}::timestamptz - make_interval(secs => ${GRACE_SECONDS}) AS "inGrace" FROM session s WHERE ${living}`);
  if (!found || same(hash, found.tokenHash)) throw ended();
  const sameClient = (client.userAgent?.slice(0, 400) ?? null) === found.userAgent;
  if (same(hash, found.previousHash) && found.inGrace && sameClient) return { sid, userId: found.userId, expiresAt: found.expiresAt, refreshToken: null };
  await endSession(core, sid, 'reused');
  core.config.log('warn', 'a refresh token was used twice, the session is ended', { sid, userId: found.userId });
  throw ended();
}

/** Ends one session; ending it again changes nothing. */
export async function endSession(core: Core, sid: string, reason: SessionEnd = 'signed-out'): Promise<void> {
  await core.db.run(sql`UPDATE session SET ended_at = ${core.config.now().toISOString()}, end_reason = ${reason} WHERE id = ${sid} AND ended_at IS NULL`);
}

/** Ends the session a refresh token belongs to, when it is that session's living token; a stranger's text ends nothing. */
export async function endSessionOfToken(core: Core, token: string): Promise<void> {
  const { sid, hash } = parse(token);
  await core.db.run(sql`UPDATE session SET ended_at = ${core.config.now().toISOString()}, end_reason = 'signed-out' WHERE id = ${sid} AND ended_at IS NULL AND (token_hash = ${hash} OR previous_hash = ${hash})`);
}

/** Ends all sessions of a user, but not the excepted one. */
export async function endSessionsOf(core: Core, userId: string, reason: SessionEnd, except?: string): Promise<void> {
  await core.db.run(sql`UPDATE session SET ended_at = ${core.config.now().toISOString()}, end_reason = ${reason} WHERE user_id = ${userId} AND ended_at IS NULL AND id IS DISTINCT FROM ${except ?? null}::uuid`);
}

/**
 * Is the session of an access token alive, and does it belong to this active user? Asked on every request, so that signing out and disabling bite at once.
 * @throws UserError `session.ended` (401)
 */
export async function sessionState(core: Core, sid: string, userId: string): Promise<void> {
  const [row] = await core.db.run(sql`
    SELECT 1 FROM session s JOIN app_user u ON u.id = s.user_id
    WHERE s.id = ${sid} AND s.user_id = ${userId} AND s.ended_at IS NULL AND s.expires_at > ${core.config.now().toISOString()}::timestamptz AND u.status = 'active' AND u.deleted_at IS NULL`);
  if (!row) throw ended();
}
