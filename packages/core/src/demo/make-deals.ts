import { addDays } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { saveRecords } from '../records/save.ts';
import type { DemoWorld } from './world.ts';
import type { DemoCustomer } from './make-customers.ts';
import { competitors, deals, englishDeals } from './words.ts';

export type DemoDeal = { id: string; customer: DemoCustomer; daysAgo: number; stage: string };
const ORDER = ['contact', 'need', 'quote', 'negotiation'];
const FINAL = ['contact', 'contact', 'need', 'need', 'quote', 'quote', 'quote', 'negotiation', 'negotiation', 'won', 'won', 'won', 'lost', 'lost'];

/** A customer who has ordered has won deals behind him, one who has not has none. */
const ending = (customer: DemoCustomer, index: number, stage: string): string => (['first', 'repeat'].includes(customer.stage) && index === 0 ? 'won' : ['potential', 'engaged'].includes(customer.stage) && stage === 'won' ? 'negotiation' : stage);

/** Two hundred and some deals; every one has walked through its stages, and the journal remembers each step. */
export async function makeDeals(world: DemoWorld, customers: readonly DemoCustomer[], products: readonly string[]): Promise<DemoDeal[]> {
  const { random, today } = world;
  const plans = customers.filter((customer) => customer.stage !== 'potential' || random.chance(0.3)).flatMap((customer) =>
    Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, (_, index) => ({ customer, daysAgo: random.int(2, Math.max(3, customer.daysAgo - 1)), stage: ending(customer, index, random.pick(FINAL)) })));
  const made: DemoDeal[] = [];
  for (const group of groupBy(plans, (plan) => `${plan.customer.owner}:${Math.floor(plan.daysAgo / 10)}`).values()) {
    const owner = group[0]?.customer.owner ?? '';
    const oldest = Math.max(...group.map((plan) => plan.daysAgo));
    const ctx = await world.at(owner, world.instant(oldest));
    const { saved } = await saveRecords(ctx, 'opportunity', group.map(({ customer, daysAgo }) => ({
      values: {
        title: customer.english ? random.pick(englishDeals) : random.pick(deals), customerId: customer.id, contactId: customer.contacts[0] ?? null, productId: random.pick(products), amount: String(random.int(3, 190) * 5000),
        startOn: addDays(today, -daysAgo), closeOn: addDays(today, random.int(-15, 120)), source: random.pick(['existing', 'fair', 'referral', 'website', 'tender']),
      },
    })), { skipDuplicates: true });
    const list = group.map((plan, index): DemoDeal => ({ ...plan, id: saved[index]?.id ?? '' }));
    made.push(...list);
    await walk(world, owner, list, oldest);
  }
  return made;
}

/** Moves the deals of one batch stage by stage, a few days apart, to where each of them ends. */
async function walk(world: DemoWorld, owner: string, list: readonly DemoDeal[], oldest: number): Promise<void> {
  const { random } = world;
  const target = (deal: DemoDeal): number => (deal.stage === 'won' || deal.stage === 'lost' ? ORDER.length : ORDER.indexOf(deal.stage));
  for (let step = 1; step <= ORDER.length; step++) {
    const moving = list.filter((deal) => target(deal) >= step);
    if (!moving.length) return;
    const daysAgo = Math.max(0, Math.round(oldest * (1 - step / 5)) - 1);
    const ctx = await world.at(owner, world.instant(daysAgo, 8, random.int(0, 30)));
    await saveRecords(ctx, 'opportunity', moving.map((deal) => {
      const stage = step < ORDER.length ? ORDER[step] : deal.stage;
      return { id: deal.id, values: { stage, ...(stage === 'lost' ? { lostReason: random.pick(['price', 'competitor', 'noBudget', 'noDecision', 'product']), competitor: random.pick(competitors), closedOn: addDays(world.today, -daysAgo) } : stage === 'won' ? { closedOn: addDays(world.today, -daysAgo) } : {}) } };
    }));
  }
}
