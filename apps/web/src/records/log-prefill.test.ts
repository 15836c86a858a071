import { instantToLocal, type WireRecord } from '@wellspring/objects';
import { describe, expect, it } from 'vitest';
import { logPrefill, nextMoment } from './log-prefill.ts';
import { childDraft } from './detail/prefill.ts';

const at = (fields: Record<string, unknown>): WireRecord => ({ id: 'r1', version: 1, ...fields });

describe('what a log is about', () => {
  it.each([
    ['customer', at({}), { subject: { object: 'customer', id: 'r1' }, customerId: 'r1' }],
    ['contact', at({ customerId: 'c1' }), { subject: { object: 'contact', id: 'r1' }, customerId: 'c1', contactId: 'r1' }],
    ['opportunity', at({ customerId: 'c1', contactId: 'p1' }), { subject: { object: 'opportunity', id: 'r1' }, customerId: 'c1', contactId: 'p1', opportunityId: 'r1' }],
    ['task', at({ customerId: 'c1', subject: { object: 'opportunity', id: 'o1' } }), { subject: { object: 'task', id: 'r1' }, customerId: 'c1', opportunityId: 'o1' }],
    ['product', at({}), { subject: { object: 'product', id: 'r1' } }],
    ['opportunity', at({ customerId: null, contactId: null }), { subject: { object: 'opportunity', id: 'r1' }, opportunityId: 'r1' }],
  ])('fills in everything a %s knows', (object, record, expected) => expect(logPrefill(object, record)).toEqual(expected));
  it('offers moments on the company’s clock', () => {
    const now = new Date('2026-11-25T22:30:00.000Z'); // Thursday 06:30 in Shanghai
    const local = (choice: Parameters<typeof nextMoment>[0]): string => instantToLocal(nextMoment(choice, now, 'Asia/Shanghai'), 'Asia/Shanghai').slice(0, 16);
    expect(local('today')).toBe('2026-11-26T17:00');
    expect(local('tomorrow')).toBe('2026-11-27T10:00');
    expect(local('friday')).toBe('2026-11-27T10:00');
    expect(local('week')).toBe('2026-12-03T10:00');
  });
});
describe('what a new child starts with', () => {
  it('points at its parent and at what both belong to', () => {
    expect(childDraft('contact', 'customerId', 'customer', at({}))).toEqual({ customerId: 'r1' });
    expect(childDraft('opportunity', 'contactId', 'contact', at({ customerId: 'c1' }))).toEqual({ contactId: 'r1', customerId: 'c1' });
    expect(childDraft('task', 'subject', 'opportunity', at({ customerId: 'c1' }))).toEqual({ subject: { object: 'opportunity', id: 'r1' }, customerId: 'c1' });
    expect(childDraft('customer', 'parentId', 'customer', at({ parentId: 'p' }))).toEqual({ parentId: 'r1' });
  });
});
