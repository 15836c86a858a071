import { type ActionsOf, type CreateOf, defineObject, f, type InputOf, type customer, type Opportunity, type opportunity, type RecordOf, type UpdateOf } from '../src/index.ts';

/** Compiles only while the inferred types say what they must; every expected error is a mistake that a developer cannot make. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(value: T): T => value;

// A record: choices are their keys, figures that must be exact are texts, blanks are null.
holds<Equal<Opportunity['stage'], 'contact' | 'need' | 'quote' | 'negotiation' | 'won' | 'lost'>>(true);
holds<Equal<Opportunity['amount'], string | null>>(true);
holds<Equal<Opportunity['probability'], number | null>>(true);
holds<Equal<Opportunity['title'], string>>(true);
holds<Equal<Opportunity['version'], number>>(true);
holds<Equal<RecordOf<typeof customer>['industry'], string | null>>(true);
holds<Equal<RecordOf<typeof customer>['openDeals'], number | null>>(true);

// A create: what must be given, what may be, and what the engine writes itself.
const create: CreateOf<typeof opportunity> = { title: 't', customerId: 'c' };
holds<Equal<undefined extends CreateOf<typeof opportunity>['stage'] ? true : false, true>>(true); // it has a default
// @ts-expect-error a required field is missing
const without: CreateOf<typeof opportunity> = { title: 't' };
// @ts-expect-error a readonly field
const stamped: CreateOf<typeof opportunity> = { title: 't', customerId: 'c', stageAt: 'x' };
// @ts-expect-error no such choice
const golden: UpdateOf<typeof opportunity> = { stage: 'gold' };
// @ts-expect-error a roll-up is the engine's
const summed: UpdateOf<typeof customer> = { wonAmount: '1' };

// An action: its input is typed by its fields.
holds<Equal<keyof ActionsOf<typeof opportunity>, 'win' | 'lose' | 'reopen'>>(true);
const lose: InputOf<ActionsOf<typeof opportunity>['lose']> = { reason: 'price' };
// @ts-expect-error the reason is required
const mute: InputOf<ActionsOf<typeof opportunity>['lose']> = { note: 'x' };

const common = { name: 'thing', table: 'thing', path: 'things', module: 'sales', label: '物', icon: 'x', titleField: 'name', scope: ['owner'], search: ['name'], detail: [], features: {} } as const;
const fields = { name: f.text({ label: '名' }), stage: f.select({ label: '段', options: [{ key: 'a', label: 'A' }, { key: 'b', label: 'B' }] }) };
defineObject({ ...common, fields, list: { columns: ['name', 'ownerId'], sort: ['-createdAt'] }, flow: { field: 'stage', initial: 'a', transitions: { a: ['b'] } } });
// @ts-expect-error a column that is no field
defineObject({ ...common, fields, list: { columns: ['nope'], sort: [] } });
// @ts-expect-error a sort key that is no field
defineObject({ ...common, fields, list: { columns: [], sort: ['-nope'] } });
// @ts-expect-error a state that is no choice
defineObject({ ...common, fields, list: { columns: [], sort: [] }, flow: { field: 'stage', initial: 'a', transitions: { a: ['c'] } } });

void [create, without, stamped, golden, summed, lose, mute];
