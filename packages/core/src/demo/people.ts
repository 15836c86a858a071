import { hashPassword } from '../auth/password.ts';
import type { Core } from '../core.ts';
import { sql } from '../db/sql.ts';
import { DEMO_LOGINS } from './demo.ts';

export type DemoPerson = { login: string; name: string; role: string };

const isDemo = sql`EXISTS (SELECT 1 FROM setting WHERE key = 'demo' AND value = 'true'::jsonb)`;

/** Who can sign in to the demo company, for the greeting on the console; nobody where there is no demo company. */
export async function demoPeople(core: Core): Promise<DemoPerson[]> {
  const rows = await core.db.run<DemoPerson>(sql`
    SELECT u.login, u.name, string_agg(r.name, ', ' ORDER BY r.name) AS role
    FROM app_user u JOIN user_role ur ON ur.user_id = u.id JOIN role r ON r.id = ur.role_id
    WHERE u.login = ANY(${[...DEMO_LOGINS]}) AND u.deleted_at IS NULL AND ${isDemo}
    GROUP BY u.login, u.name`);
  const place = (login: string): number => (DEMO_LOGINS as readonly string[]).indexOf(login);
  return rows.sort((a, b) => place(a.login) - place(b.login));
}

/** Gives the people of the demo company the password that the console prints from now on. */
export async function setDemoPassword(core: Core, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await core.db.run(sql`
    UPDATE credential SET password_hash = ${hash}, changed_at = ${core.config.now().toISOString()}
    WHERE user_id IN (SELECT id FROM app_user WHERE login = ANY(${[...DEMO_LOGINS]})) AND ${isDemo}`);
}
