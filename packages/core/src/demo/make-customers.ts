import { groupBy } from '../group-by.ts';
import { saveRecords } from '../records/save.ts';
import type { DemoWorld } from './world.ts';
import { brands, endings, foreign, foreignPeople, given, jobs, places, surnames, trades } from './words.ts';

export type DemoCustomer = { id: string; owner: string; daysAgo: number; stage: string; english: boolean; contacts: string[] };
type Plan = Omit<DemoCustomer, 'id' | 'contacts'> & { values: Record<string, unknown> };

const STAGES = ['potential', 'potential', 'engaged', 'engaged', 'first', 'repeat', 'repeat', 'dormant'];

function plans({ random }: DemoWorld): Plan[] {
  const list: Plan[] = [];
  const used = new Set<string>();
  const owners = { east: ['chen', 'chen', 'zhou', 'sun'], south: ['xu', 'xu', 'luo'], north: ['director', 'sun', 'xu'] };
  const cycle = ['east', 'south', 'east', 'south', 'east', 'north'] as const;
  while (list.length < 130) {
    const area = cycle[list.length % cycle.length] ?? 'east';
    const place = random.pick(places[area]);
    const trade = random.pick(trades);
    const brand = random.pick(brands);
    if (used.has(place.city + brand)) continue;
    used.add(place.city + brand);
    const stage = random.pick(STAGES);
    list.push({
      owner: random.pick(owners[area]), daysAgo: random.int(3, 190), stage, english: false,
      values: {
        name: `${place.city}${brand}${random.pick(trade.words)}${random.pick(endings)}`, shortName: brand.length === 2 ? `${brand}${trade.words[0]?.slice(0, 2)}` : brand, stage, industry: trade.industry, region: place.region,
        level: stage === 'repeat' ? random.pick(['A', 'A', 'B']) : random.pick(['A', 'B', 'B', 'C']), source: random.pick(['fair', 'referral', 'website', 'coldCall', 'search', 'partner']),
        phone: `${place.code}-${random.int(6000, 8999)} ${random.int(1000, 9999)}`, country: '中国', province: place.province, city: place.city, address: `${random.pick(place.streets)} ${random.int(8, 2199)} 号${random.chance(0.5) ? ` ${random.int(1, 9)} 幢` : ''}`,
        website: random.chance(0.6) ? `https://www.${place.code.slice(1)}-${list.length + 100}.example` : null, employees: random.pick([35, 80, 120, 260, 480, 900, 2400]), foundedYear: random.int(1992, 2021),
        creditLimit: random.chance(0.6) ? String(random.int(5, 80) * 10_000) : null, paymentTerms: random.pick(['月结 30 天', '月结 45 天', '款到发货', '预付 30%', null]), taxNumber: random.chance(0.5) ? `9133${random.int(10_000_000, 99_999_999)}MA2${random.int(1000, 9999)}` : null,
      },
    });
  }
  for (const [index, company] of foreign.entries()) {
    const stage = random.pick(STAGES);
    list.push({ owner: 'mia', daysAgo: random.int(3, 190), stage, english: true, values: { ...company, stage, level: random.pick(['A', 'B', 'B', 'C']), region: 'overseas', source: random.pick(['fair', 'website', 'partner']), website: `https://company-${index + 1}.example`, employees: random.pick([25, 110, 340, 1200]), foundedYear: random.int(1950, 2018) } });
  }
  return list;
}

function contactOf({ random }: DemoWorld, customer: DemoCustomer, index: number): Record<string, unknown> {
  const role = index === 0 ? random.pick(['decider', 'buyer'] as const) : random.pick(['technical', 'buyer', 'user', 'influencer'] as const);
  const english = ['Managing director', 'Purchasing manager', 'Head of quality', 'Process engineer'];
  return {
    customerId: customer.id, role, isMain: index === 0, name: customer.english ? random.pick(foreignPeople) : `${random.pick(surnames)}${random.pick(given)}`, jobTitle: customer.english ? random.pick(english) : random.pick(jobs[role]),
    mobile: customer.english ? `+44 7700 900${random.int(100, 999)}` : `13${random.int(0, 9)} ${random.int(1000, 9999)} ${random.int(1000, 9999)}`, email: random.chance(0.7) ? `contact${random.int(100, 9999)}@mail.example` : null,
    wechat: customer.english ? null : random.chance(0.4) ? `wx_${random.int(10_000, 99_999)}` : null, department: customer.english ? null : random.pick(['采购部', '质量部', '生产部', '研发中心', null]),
  };
}

/** Some hundred and sixty customers over half a year, each with one to four contacts. */
export async function makeCustomers(world: DemoWorld): Promise<DemoCustomer[]> {
  const made: DemoCustomer[] = [];
  for (const [key, group] of groupBy(plans(world), (plan) => `${plan.owner}:${Math.floor(plan.daysAgo / 12)}`)) {
    const owner = key.split(':')[0] ?? '';
    const ctx = await world.at(owner, world.instant(Math.max(...group.map((plan) => plan.daysAgo))));
    const { saved } = await saveRecords(ctx, 'customer', group.map((plan) => ({ values: plan.values })), { skipDuplicates: true });
    const customers = group.map((plan, index): DemoCustomer => ({ id: saved[index]?.id ?? '', owner: plan.owner, daysAgo: plan.daysAgo, stage: plan.stage, english: plan.english, contacts: [] }));
    const rows = customers.flatMap((customer) => Array.from({ length: world.random.pick([1, 2, 2, 3, 4]) }, (_, index) => ({ customer, values: contactOf(world, customer, index) })));
    const contacts = await saveRecords({ ...ctx, now: new Date(ctx.now.getTime() + 600_000) }, 'contact', rows.map(({ values }) => ({ values })), { skipDuplicates: true });
    for (const [index, { customer }] of rows.entries()) customer.contacts.push(contacts.saved[index]?.id ?? '');
    made.push(...customers);
  }
  return made;
}
