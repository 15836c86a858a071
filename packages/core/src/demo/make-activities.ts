import { addDays, localToInstant } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { saveRecords } from '../records/save.ts';
import type { DemoWorld } from './world.ts';
import type { DemoCustomer } from './make-customers.ts';
import type { DemoDeal } from './make-deals.ts';
import { calls, englishCalls, nextSteps } from './words.ts';

const nth = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** About nine hundred follow-ups of the last months, more of them lately, and the to-dos that came out of them: overdue, of today, to come, done. */
export async function makeActivities(world: DemoWorld, customers: readonly DemoCustomer[], deals: readonly DemoDeal[]): Promise<void> {
  const { random } = world;
  const dealsOf = groupBy(deals, (deal) => deal.customer.id);
  const plans = customers.flatMap((customer) => {
    const last = customer.stage === 'dormant' ? 65 : random.chance(0.15) ? 31 : 0;
    return Array.from({ length: customer.stage === 'dormant' ? 2 : random.int(3, 9) }, () => ({ customer, daysAgo: last + Math.floor(random.next() ** 1.7 * Math.max(1, customer.daysAgo - last)) })).filter((plan) => plan.daysAgo < customer.daysAgo);
  });
  for (const group of groupBy(plans, (plan) => `${plan.customer.owner}:${Math.floor(plan.daysAgo / 8)}`).values()) {
    const newest = Math.min(...group.map((plan) => plan.daysAgo));
    const ctx = await world.at(group[0]?.customer.owner ?? '', world.instant(newest, newest === 0 ? 7 : 18, 0));
    let count = group.length;
    await saveRecords(ctx, 'activity', group.map(({ customer, daysAgo }) => {
      const deal = random.chance(0.5) ? random.pick(dealsOf.get(customer.id) ?? [null]) : null;
      return {
        values: {
          kind: random.pick(['call', 'call', 'call', 'visit', 'wechat', 'wechat', 'email', 'meeting']), content: nth(customer.english ? englishCalls : calls, count++ * 7), at: world.instant(daysAgo, daysAgo === 0 ? random.int(5, 7) : undefined),
          subject: deal ? { object: 'opportunity', id: deal.id } : { object: 'customer', id: customer.id }, contactId: random.chance(0.8) ? random.pick(customer.contacts) : null, result: random.pick(['progress', 'connected', 'connected', 'missed', 'none']), minutes: random.pick([3, 5, 8, 12, 20, 45, 90]),
        },
      };
    }));
  }
  await makeTasks(world, customers);
}

async function makeTasks(world: DemoWorld, customers: readonly DemoCustomer[]): Promise<void> {
  const { random, today, core } = world;
  const due = (days: number): string => localToInstant(`${addDays(today, days)}T${String(random.int(9, 17)).padStart(2, '0')}:${random.pick(['00', '30'])}:00.000`, core.config.timeZone);
  const plans = customers.filter((customer) => customer.stage !== 'dormant' && random.chance(0.8)).map((customer) => ({ customer, done: random.chance(0.35), days: random.pick([-6, -3, -1, 0, 0, 0, 1, 1, 2, 3, 5, 9, 16]) }));
  for (const [owner, group] of groupBy(plans, (plan) => plan.customer.owner)) {
    const { saved } = await saveRecords(await world.at(owner, world.instant(7, 16)), 'task', group.map(({ customer, days }) => ({
      values: { title: random.pick(nextSteps), kind: random.pick(['call', 'call', 'visit', 'todo', 'email', 'meeting']), priority: random.pick(['high', 'normal', 'normal', 'low']), dueAt: due(days), subject: { object: 'customer', id: customer.id } },
    })), { skipDuplicates: true });
    const done = group.flatMap((plan, index) => (plan.done && saved[index] ? [{ id: saved[index].id, values: { status: 'done' } }] : []));
    if (done.length) await saveRecords(await world.at(owner, world.instant(1, 17)), 'task', done);
  }
  const manager = await world.at('director', world.instant(2, 10));
  await saveRecords(manager, 'task', ['chen', 'xu', 'zhou', 'mia'].map((login, index) => ({ values: { title: '提交四季度预测', kind: 'todo', priority: 'high', dueAt: due(2 + index), ownerId: world.people.get(login) } })), { skipDuplicates: true });
}
