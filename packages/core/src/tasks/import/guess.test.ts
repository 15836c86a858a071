import { objectOf } from '@wellspring/objects';
import { expect, it } from 'vitest';
import type { Ctx } from '../../ctx.ts';
import { guessMapping } from './guess.ts';
import { importFields } from './import-fields.ts';

const ctx = { system: true } as Ctx;
const guess = (object: string, columns: Record<string, string[]>): Record<string, string | null> => {
  const given = Object.entries(columns).map(([header, samples], column) => ({ column, header, samples }));
  const guesses = guessMapping(objectOf(object), importFields(ctx, objectOf(object)), given);
  return Object.fromEntries(given.map(({ header }, index) => [header, guesses[index]?.guess ?? null]));
};

it('knows labels in three languages, field names and the words of other systems', () => {
  expect(guess('customer', { 客户名称: [], 代碼: [], Industry: [], employees: [], 'Parent Account': [], 负责人: [] })).toEqual({ 客户名称: 'name', 代碼: 'code', Industry: 'industry', employees: 'employees', 'Parent Account': 'parentId', 负责人: 'ownerId' });
  expect(guess('opportunity', { deal_stage: ['Won'], close_value: ['1054'], engage_date: ['2016-10-20'], sales_agent: ['Moses Frase'] })).toEqual({ deal_stage: 'stage', close_value: 'amount', engage_date: 'startOn', sales_agent: 'ownerId' });
});
it('goes by content where the header says nothing', () => {
  expect(guess('contact', { Spalte1: ['a@b.example', 'c@d.example'], Spalte2: ['021-5555 1234', '+86 138 0013 8000'], Spalte3: ['2026-01-01'] })).toEqual({ Spalte1: 'email', Spalte2: 'mobile', Spalte3: null });
});
it('doubts a header that its content speaks against', () => {
  expect(guess('customer', { 金额: [], Employees: ['many', 'few'], Email: ['no', 'none'] })).toMatchObject({ Employees: null, Email: null });
});
it('gives every field once, to the better header', () => {
  expect(guess('customer', { Company: ['x'], 'Customer name': ['y'], 名称: ['z'] })).toMatchObject({ Company: expect.toSatisfy((one) => one === null || one === 'name') });
  expect(Object.values(guess('customer', { Company: ['x'], 'Customer name': ['y'], 客户名称: ['z'] })).filter((one) => one === 'name')).toHaveLength(1);
});
it('never offers what a file must not write', () => {
  const fields = importFields(ctx, objectOf('customer'));
  for (const name of ['id', 'version', 'createdAt', 'deptId', '__proto__', 'constructor', 'wonAmount', 'deletedAt']) expect(fields.has(name), name).toBe(false);
  expect(guess('customer', { __proto__: ['x'], id: ['1'], constructor: ['y'] })).not.toMatchObject({ constructor: expect.any(String) });
});
