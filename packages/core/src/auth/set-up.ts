import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { presetRoles } from '../access/preset-roles.ts';
import type { Core } from '../core.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { ConflictError, ForbiddenError } from '../errors.ts';
import { newId } from '../ids.ts';
import { saveRecords } from '../records/save.ts';
import { readSetting, removeSetting, writeSetting } from '../settings.ts';
import { checkPassword, hashPassword } from './password.ts';
import { takeFromAddress } from './throttle.ts';

const SET_UP_LOCK = 728_404;
/** Without the signs that read alike: the code is copied from a screen. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const hashOf = (code: string): string => createHash('sha256').update(code.toUpperCase().replace(/[^A-Z0-9]/g, '')).digest('hex');

export type SetUp = { code: string; company: string; name: string; login: string; password: string; ip: string };

async function nobodyExists(runner: Pick<Ctx, 'run'>): Promise<boolean> {
  const [row] = await runner.run<{ nobody: boolean }>(sql`SELECT NOT EXISTS (SELECT 1 FROM app_user) AS nobody`);
  return row?.nobody ?? true;
}

/** Is there nobody yet who could sign in? */
export const setUpNeeded = (core: Core): Promise<boolean> => nobodyExists(core.db);

/** While nobody exists: makes a new one-time code, keeps its hash and gives it out; an older code is void. Null when set-up is done. */
export async function prepareSetUp(core: Core): Promise<string | null> {
  if (!(await setUpNeeded(core))) return null;
  const code = Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('')).join('-');
  await writeSetting(core.db, 'setUpCode', { hash: hashOf(code) });
  return code;
}

async function createOnly(ctx: Ctx, object: string, values: Record<string, unknown>): Promise<string> {
  const { saved } = await saveRecords(ctx, object, [{ values }], { kind: 'set-up' });
  return saved[0]?.id ?? '';
}

/**
 * Makes the company, its root department, the preset roles and the first administrator. Of many at once one succeeds.
 * @throws ForbiddenError `setup.wrong-code`, ConflictError `setup.done`, UserError `password.*`
 */
export async function setUp(core: Core, input: SetUp): Promise<void> {
  const giveBack = takeFromAddress(core, input.ip);
  checkPassword(input.password, input.login, 'password');
  await demandCode(core.db, input.code);
  giveBack();
  const passwordHash = await hashPassword(input.password);
  await inTransaction(core.systemCtx(), async (ctx) => {
    await ctx.run(sql`SELECT pg_advisory_xact_lock(${SET_UP_LOCK})`);
    await demandCode(ctx, input.code);
    const at = ctx.now.toISOString();
    await writeSetting(ctx, 'company', { name: input.company, currency: 'CNY', timeZone: core.config.timeZone });
    const departmentId = await createOnly(ctx, 'department', { name: input.company, kind: 'company' });
    const userId = await createOnly(ctx, 'user', { name: input.name, login: input.login, departmentId, status: 'active' });
    await ctx.run(sql`INSERT INTO credential (user_id, password_hash, changed_at) VALUES (${userId}, ${passwordHash}, ${at})`);
    for (const [key, def] of Object.entries(presetRoles)) {
      const roleId = newId();
      await ctx.run(sql`INSERT INTO role (id, name, def, created_at) VALUES (${roleId}, ${def.name}, ${JSON.stringify(def)}::jsonb, ${at})`);
      if (key === 'administrator') await ctx.run(sql`INSERT INTO user_role (user_id, role_id) VALUES (${userId}, ${roleId})`);
    }
    await removeSetting(ctx, 'setUpCode');
  });
}

async function demandCode(runner: Pick<Ctx, 'run'>, code: string): Promise<void> {
  if (!(await nobodyExists(runner))) throw new ConflictError('setup.done');
  const kept = await readSetting(runner, 'setUpCode');
  if (!kept || !timingSafeEqual(Buffer.from(kept.hash), Buffer.from(hashOf(code)))) throw new ForbiddenError('setup.wrong-code', { field: 'code', fields: [{ field: 'code', code: 'setup.wrong-code' }] });
}
