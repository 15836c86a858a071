import { isObjectName, objectOf } from '@wellspring/objects';
import { groupBy } from '../../group-by.ts';
import type { Ctx } from '../../ctx.ts';
import { column, ident, sql } from '../../db/sql.ts';

type Subject = { object: string; id: string };
type Parents = { customerId: string | null; contactId: string | null; opportunityId: string | null };

/** The customer, contact and opportunity behind each subject, in one statement per kind of subject. */
export async function parentsOf(ctx: Ctx, subjects: readonly Subject[]): Promise<Map<string, Parents>> {
  const found = new Map<string, Parents>();
  const byObject = groupBy(subjects, (subject) => subject.object);
  for (const [object, list] of byObject) {
    if (!isObjectName(object)) continue;
    const ids = [...new Set(list.map((subject) => subject.id))];
    const def = objectOf(object);
    const own = { customerId: object === 'customer', contactId: object === 'contact', opportunityId: object === 'opportunity' };
    const has = (name: string): boolean => Object.hasOwn(def.fields, name);
    const part = (name: keyof Parents) => (own[name] ? column('t', 'id') : has(name) && !own[name] ? column('t', name) : sql`NULL::uuid`);
    const rows = await ctx.run<Parents & { id: string }>(sql`SELECT t.id, ${part('customerId')} AS "customerId", ${part('contactId')} AS "contactId", ${part('opportunityId')} AS "opportunityId" FROM ${ident(def.table)} t WHERE t.id = ANY(${ids}::uuid[])`);
    for (const { id, ...parents } of rows) found.set(`${object}:${id}`, parents);
  }
  return found;
}
