import type { Me } from '@wellspring/objects';
import { loadAccess } from '../access/load-access.ts';
import type { Core } from '../core.ts';
import { sql } from '../db/sql.ts';
import { NotFoundError, UserError } from '../errors.ts';
import { checkPassword, hashPassword, passwordMatches } from './password.ts';
import { endSessionsOf, type OpenSession, openSession } from './session.ts';
import { forgive, takeFromAddress, takeTry } from './throttle.ts';

export type SignIn = { login: string; password: string; ip: string; userAgent?: string };
type Account = { id: string; login: string; status: string; passwordHash: string | null };

/** The account of a login: exact but for case. Should two differ in case only, the exact one. */
async function accountOf(core: Core, login: string): Promise<Account | undefined> {
  const typed = login.normalize('NFC').trim();
  const [row] = await core.db.run<Account>(sql`
    SELECT u.id, u.login, u.status, c.password_hash AS "passwordHash" FROM app_user u LEFT JOIN credential c ON c.user_id = u.id
    WHERE lower(u.login) = lower(${typed}) AND u.deleted_at IS NULL ORDER BY (u.login = ${typed}) DESC, u.id LIMIT 1`);
  return row;
}

/**
 * Opens a session for the right login and password. Wrong, unknown and disabled accounts get the same answer after the same work.
 * @throws UserError `session.wrong-password` (401), `session.back-off` (429)
 */
export async function signIn(core: Core, input: SignIn): Promise<OpenSession & { me: Me }> {
  const giveBack = takeFromAddress(core, input.ip);
  const account = await accountOf(core, input.login);
  const key = `sign-in:${account?.id ?? input.login.normalize('NFKC').trim().toLowerCase().slice(0, 100)}`;
  await takeTry(core, key);
  const usable = account?.status === 'active' ? account.passwordHash : null;
  if (!(await passwordMatches(usable, input.password)) || !account) throw new UserError('session.wrong-password', {}, 401);
  giveBack();
  await forgive(core, key);
  const { me } = await loadAccess(core.db, account.id);
  const session = await openSession(core, account.id, { ip: input.ip, ...(input.userAgent ? { userAgent: input.userAgent } : {}) });
  return { ...session, me };
}

/** The person behind a session that has just been proved alive. @throws UserError `session.ended` */
export const loadMe = async (core: Core, userId: string): Promise<Me> => (await loadAccess(core.db, userId)).me;

/** Sets a user's password without asking for the old one: set-up, seeding, an administrator's reset. All his sessions end. @throws UserError `password.*`, NotFoundError */
export async function setPassword(core: Core, userId: string, password: string, field = 'password'): Promise<void> {
  const [row] = await core.db.run<{ login: string | null }>(sql`SELECT login FROM app_user WHERE id = ${userId} AND deleted_at IS NULL`);
  if (!row) throw new NotFoundError();
  checkPassword(password, row.login ?? '', field);
  await storePassword(core, userId, await hashPassword(password));
  await endSessionsOf(core, userId, 'password-changed');
}

/**
 * Changes one's own password; every other session of the user ends.
 * @throws UserError `password.wrong-current`, `password.*`, `session.back-off`
 */
export async function changePassword(core: Core, input: { userId: string; sid: string; current: string; next: string }): Promise<void> {
  const [account] = await core.db.run<{ login: string | null; passwordHash: string | null }>(sql`SELECT u.login, c.password_hash AS "passwordHash" FROM app_user u LEFT JOIN credential c ON c.user_id = u.id WHERE u.id = ${input.userId}`);
  checkPassword(input.next, account?.login ?? '', 'next');
  const key = `password:${input.userId}`;
  await takeTry(core, key);
  if (!(await passwordMatches(account?.passwordHash ?? null, input.current))) {
    throw new UserError('password.wrong-current', { field: 'current', fields: [{ field: 'current', code: 'password.wrong-current' }] });
  }
  await forgive(core, key);
  await storePassword(core, input.userId, await hashPassword(input.next));
  await endSessionsOf(core, input.userId, 'password-changed', input.sid);
}

const storePassword = (core: Core, userId: string, hash: string): Promise<unknown> => {
  const at = core.config.now().toISOString();
  return core.db.run(sql`INSERT INTO credential (user_id, password_hash, changed_at) VALUES (${userId}, ${hash}, ${at}) ON CONFLICT (user_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = EXCLUDED.changed_at`);
};
