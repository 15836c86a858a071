import { contact } from './customer/contact.ts';
import { customer } from './customer/customer.ts';
import type { AnyDef, RecordOf } from './define-object.ts';
import { activity } from './office/activity.ts';
import { task } from './office/task.ts';
import { department } from './org/department.ts';
import { user } from './org/user.ts';
import { product } from './product/product.ts';
import { opportunity } from './sales/opportunity.ts';

/** Every business object, in the order of the navigation. Adding one: its file, and one line here. */
export const objects = { customer, contact, activity, opportunity, task, product, user, department } as const;
export type ObjectName = keyof typeof objects;

export { activity, contact, customer, department, opportunity, product, task, user };
export type Customer = RecordOf<typeof customer>;
export type Contact = RecordOf<typeof contact>;
export type Opportunity = RecordOf<typeof opportunity>;
export type Activity = RecordOf<typeof activity>;
export type ToDo = RecordOf<typeof task>;
export type Product = RecordOf<typeof product>;
export type User = RecordOf<typeof user>;
export type Department = RecordOf<typeof department>;

export const objectNames = Object.keys(objects) as ObjectName[];
export const isObjectName = (name: string): name is ObjectName => Object.hasOwn(objects, name);

/** The definition of a name known to exist. @throws when it does not: a caller's mistake, not a user's. */
export function objectOf(name: string): AnyDef {
  if (!isObjectName(name)) throw new Error(`unknown object ${name}`);
  return objects[name];
}
/** Which lists of other objects point here with this ref: used by roll-ups, panes and cache rules. */
export const pointersAt = (name: string): { object: ObjectName; via: string }[] =>
  objectNames.flatMap((object) =>
    Object.entries(objectOf(object).fields as Record<string, { to?: string | readonly string[] }>)
      .filter(([, field]) => field.to === name || (Array.isArray(field.to) && field.to.includes(name)))
      .map(([via]) => ({ object, via })),
  );
