import { dayOf, localToInstant, type WireRecord } from '@wellspring/objects';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a note about a record points at: the record itself, and the customer, contact and opportunity it belongs to. */
export function logPrefill(object: string, record: WireRecord): Record<string, unknown> {
  const own: Record<string, unknown> = {
    subject: ['customer', 'contact', 'opportunity', 'task', 'product'].includes(object) ? { object, id: record.id } : null,
    customerId: object === 'customer' ? record.id : text(record.customerId),
    contactId: object === 'contact' ? record.id : text(record.contactId),
    opportunityId: object === 'opportunity' ? record.id : text(record.opportunityId),
  };
  // A to-do about a contact or a deal is a note about them too.
  const about = record.subject as { object?: string; id?: string } | null | undefined;
  if (object === 'task' && about?.object && about.id) {
    const field = `${about.object}Id`;
    if (field in own && !own[field]) own[field] = about.id;
  }
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
}

export const NEXT = ['today', 'tomorrow', 'friday', 'week'] as const;
export type Next = (typeof NEXT)[number];
/** The moment of a quick choice: later today at 17:00, tomorrow, the coming Friday, in a week at 10:00, on the company's clock. */
export function nextMoment(choice: Next, now: Date, timeZone: string): string {
  const today = dayOf(now, timeZone);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const days = { today: 0, tomorrow: 1, friday: ((5 - weekday + 7) % 7) || 7, week: 7 }[choice];
  const day = new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return localToInstant(`${day}T${choice === 'today' ? '17' : '10'}:00:00.000`, timeZone);
}
