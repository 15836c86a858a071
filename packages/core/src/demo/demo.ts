import { addDays, dayOf, localToInstant, user as userDef, department as departmentDef } from '@wellspring/objects';
import { presetRoles } from '../access/preset-roles.ts';
import { hashPassword } from '../auth/password.ts';
import type { Core } from '../core.ts';
import { asSystem, type Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { saveRecords } from '../records/save.ts';
import { makeActivities } from './make-activities.ts';
import { makeCustomers } from './make-customers.ts';
import { makeDeals } from './make-deals.ts';
import { seeded } from './random.ts';
import type { DemoWorld } from './world.ts';
import { colleagues, departments, products } from './words.ts';

export const DEMO_LOGINS = ['admin', 'director', 'chen', 'xu', 'viewer'] as const;
const COMPANY = { name: '清源仪器', currency: 'CNY', timeZone: 'Asia/Shanghai' };

/** Is there anybody in this installation yet? */
export async function isEmpty(core: Core): Promise<boolean> {
  const [row] = await core.db.run<{ some: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM app_user) AS some`);
  return !row?.some;
}

async function organisation(core: Core, password: string): Promise<Map<string, string>> {
  const house = core.systemCtx({ source: 'system' });
  const hash = await hashPassword(password);
  return inTransaction(house, async (ctx) => {
    const deptIds = new Map<string, string>();
    for (const { key, name, above, kind } of departments) {
      const { saved } = await saveRecords(ctx, departmentDef.name, [{ values: { name, kind, parentId: above ? deptIds.get(above) : null } }], { skipDuplicates: true, kind: 'demo' });
      deptIds.set(key, saved[0]?.id ?? '');
    }
    const roleIds = new Map<string, string>();
    for (const [key, def] of Object.entries(presetRoles)) {
      const id = newId();
      roleIds.set(key, id);
      await ctx.run(sql`INSERT INTO role (id, name, def, created_at) VALUES (${id}, ${def.name}, ${JSON.stringify(def)}::jsonb, ${ctx.now.toISOString()})`);
    }
    const { saved } = await saveRecords(ctx, userDef.name, colleagues.map((one, index) => ({
      values: {
        name: one.name, login: one.login, jobTitle: one.job, departmentId: deptIds.get(one.dept), status: 'left' in one ? 'disabled' : 'active', email: `${one.login}@qingyuan.example`,
        mobile: `139 0571 ${String(1100 + index * 37)}`, extension: String(8001 + index), joinedOn: `20${16 + (index % 8)}-0${1 + (index % 9)}-15`,
      },
    })), { skipDuplicates: true, kind: 'demo' });
    const people = new Map(colleagues.map((one, index) => [one.login as string, saved[index]?.id ?? '']));
    const manager = people.get('director');
    await saveRecords(ctx, userDef.name, colleagues.filter((one) => one.role === 'seller').map((one) => ({ id: people.get(one.login) ?? '', values: { managerId: manager } })), { kind: 'demo' });
    await saveRecords(ctx, departmentDef.name, ([['hq', 'admin'], ['sales', 'director'], ['east', 'chen'], ['south', 'xu'], ['overseas', 'mia'], ['finance', 'viewer']] as const).map(([dept, login]) => ({ id: deptIds.get(dept) ?? '', values: { managerId: people.get(login) } })), { kind: 'demo' });
    for (const one of colleagues) {
      const id = people.get(one.login) ?? '';
      await ctx.run(sql`INSERT INTO user_role (user_id, role_id) VALUES (${id}, ${roleIds.get(one.role)})`);
      if ((DEMO_LOGINS as readonly string[]).includes(one.login)) await ctx.run(sql`INSERT INTO credential (user_id, password_hash, changed_at) VALUES (${id}, ${hash}, ${ctx.now.toISOString()})`);
    }
    await ctx.run(sql`INSERT INTO setting (key, value) VALUES ('company', ${JSON.stringify(COMPANY)}::jsonb), ('demo', 'true'::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
    return people;
  });
}

/**
 * Fills an empty installation with the demo company: an organisation of ten, five of whom can sign in with `password`,
 * and half a year of customers, deals, follow-ups and to-dos around today. Does nothing where anybody is already there.
 */
export async function loadDemo(core: Core, options: { password: string }): Promise<boolean> {
  if (!(await isEmpty(core))) return false;
  const people = await organisation(core, options.password);
  const random = seeded(20_260_105);
  const today = dayOf(core.config.now(), core.config.timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  const contexts = new Map<string, Ctx>();
  const world: DemoWorld = {
    core, random, today, people,
    async at(login, instant) {
      const ctx = contexts.get(login) ?? asSystem(await core.ctxFor(people.get(login) ?? '', { source: 'ui' }));
      contexts.set(login, ctx);
      return { ...ctx, now: new Date(instant) };
    },
    instant: (daysAgo, hour = random.int(9, 17), minute = random.int(0, 59)) => localToInstant(`${addDays(today, -daysAgo)}T${two(hour)}:${two(minute)}:${two(random.int(0, 59))}.000`, core.config.timeZone),
  };
  const admin = await world.at('admin', world.instant(200));
  const { saved } = await saveRecords(admin, 'product', products.map(([name, category, model, unit, price, cost], index) => ({ values: { name, category, model, unit, price, cost, brand: '清源', status: index === 9 ? 'discontinued' : 'active' } })), { skipDuplicates: true });
  const customers = await makeCustomers(world);
  const dealList = await makeDeals(world, customers, saved.map((one) => one.id));
  await makeActivities(world, customers, dealList);
  return true;
}
