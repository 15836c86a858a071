import { objectOf } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, testCore, type TestCore } from '../../test/harness.ts';
import { insertRows } from '../../test/rows.ts';
import type { Ctx } from '../ctx.ts';
import { listRecords, lookupRecords } from '../query/index.ts';
import { dedupeTokens, findByTokens, matchTokens, normalise, searchAll, searchColumns } from './index.ts';

test('texts that read alike are alike', () => {
  for (const [one, other] of [['華東科技', '华东科技'], ['ＡＢＣ　公司', 'abc 公司'], ['a\u200bb', 'ab'], ['  a \t\n b ', 'a b'], ['ﬁn', 'fin'], ['Ⅷ', 'viii'], ['豈', '岂'], ['a\u0000b', 'a b'], ['\ud800x', 'x']] as const) expect(normalise(one)).toBe(normalise(other));
  // sign by sign: each part of a text has the same form as within the whole
  for (const text of ['臺灣軟體乾隆後面', '資訊裏頭']) expect([...text].map(normalise).join('')).toBe(normalise(text));
});

test('what a customer is found by', () => {
  const { search, searchText } = searchColumns(objectOf('customer'), { name: '华东 Abc', code: 'C-01', phone: '+86 21 5555', shortName: null });
  expect(searchText).toBe('a\t华东 abc\na\thdabc\na\thuadongabc\nb\tc-01\nd\t+86 21 5555\nd\t86215555');
  expect(search.sort()).toMatchSnapshot();
  expect(searchColumns(objectOf('customer'), {})).toEqual({ search: [], searchText: '' });
});
test('long texts end', () => {
  const { search, searchText } = searchColumns(objectOf('activity'), { content: '跟进'.repeat(5000) });
  expect(searchText.length).toBeLessThan(3100);
  expect(search.length).toBeLessThan(20);
});
test('one token per filled duplicate rule', () => {
  const contact = objectOf('contact');
  expect(dedupeTokens(contact, { name: '單小明', mobile: '+86 138-0013-8000', customerId: people.admin })).toEqual([{ rule: 0, token: '#0:13800138000' }, { rule: 2, token: `#2:单小明\t${people.admin}` }]);
  expect(dedupeTokens(contact, { name: ' ', customerId: people.admin })).toEqual([]);
  expect(dedupeTokens(objectOf('customer'), { name: '长'.repeat(201) })[0]?.token.length).toBeLessThan(60);
});
test('surnames are read as surnames', () => {
  expect(searchColumns(objectOf('contact'), { name: '曾国' }).searchText).toContain('zengguo');
  expect(searchColumns(objectOf('customer'), { name: '重庆银行' }).searchText).toContain('chongqingyinhang');
});
test('twenty thousand names take little work', () => {
  // Processor time, so that a busy machine changes nothing; the bound is some four times what it takes.
  const start = process.cpuUsage();
  for (let index = 0; index < 20_000; index++) searchColumns(objectOf('customer'), { name: `上海${String.fromCodePoint(0x4e00 + index)}科技有限公司`, code: `C-${index}`, phone: '13800138000' });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(5);
});

describe('finding', () => {
  let t: TestCore;
  let admin: Ctx;
  beforeAll(async () => {
    t = await testCore();
    admin = await t.as('admin');
    const ids = await insertRows(t.core, 'customer', [
      { name: '华东科技有限公司', code: 'C-00123', phone: '021-5555 1234' }, { name: '臺灣軟體股份', code: 'C-00124', shortName: '台软' }, { name: 'Acme 100% Co_rp', code: 'X\\1' }, { name: '上海A股研究', code: 'C-2' }, { name: '科', code: 'C-3' }, { name: '华东', code: 'C-4' },
    ]);
    await insertRows(t.core, 'contact', [{ name: '单小明', customerId: ids[0], mobile: '+86 138 0013 8000', email: 'dan@example.com' }]);
    await insertRows(t.core, 'product', [{ name: '激光 Scanner', code: 'P-0007', model: 'LS-300B' }]);
  }, 60_000);
  afterAll(() => t?.close());
  const names = async (object: string, search: string) => (await listRecords(admin, object, { search, sort: ['code'] })).rows.map((row) => row.name);

  test.each([
    ['华东科技', ['华东科技有限公司']], ['華東科技', ['华东科技有限公司']], ['华东', ['华东科技有限公司', '华东']], ['科', ['华东科技有限公司', '科']], ['有限', ['华东科技有限公司']], ['hdkj', ['华东科技有限公司']], ['HDKJ', ['华东科技有限公司']], ['hd', ['华东科技有限公司', '华东']], ['kj', ['华东科技有限公司']],
    ['huadongkeji', ['华东科技有限公司']], ['keji', ['华东科技有限公司']], ['华东kj', ['华东科技有限公司']], ['huadong科技', ['华东科技有限公司']], ['华东 公司', ['华东科技有限公司']], ['华东 hd 公司', ['华东科技有限公司']], ['软体', ['臺灣軟體股份']], ['軟體', ['臺灣軟體股份']], ['台湾软体', ['臺灣軟體股份']], ['twrt', ['臺灣軟體股份']], ['台软', ['臺灣軟體股份']],
    ['00123', ['华东科技有限公司']], ['C-0012', ['华东科技有限公司', '臺灣軟體股份']], ['c-0', ['华东科技有限公司', '臺灣軟體股份']], ['124', ['臺灣軟體股份']], ['12', ['华东科技有限公司', '臺灣軟體股份']], ['55551234', ['华东科技有限公司']], ['5555-1234', ['华东科技有限公司']], ['021 5555 1234', ['华东科技有限公司']], ['(021)55551234', ['华东科技有限公司']],
    ['acme', ['Acme 100% Co_rp']], ['ac', ['Acme 100% Co_rp']], ['100%', ['Acme 100% Co_rp']], ['co_rp', ['Acme 100% Co_rp']], ['10%', []], ['co%rp', []], ['%', []], ['_', []], ['%%%', []], ['\\', []], ['x\\1', ['Acme 100% Co_rp']], ['A股', ['上海A股研究']], ['上海a股', ['上海A股研究']], ['南京', []], ["' OR 1=1 --", []], ['!', []],
  ])('%s', async (text, expected) => { expect((await names('customer', text)).sort()).toEqual([...expected].sort()); });
  test('of contacts and products', async () => {
    
    const found = async (search: string) => (await listRecords(admin, 'contact', { search })).rows.map((row) => row.name);
    for (const text of ['13800138000', '138 0013 8000', '+86 138 0013 8000', '138-0013', 'sxm', 'shanxiaoming', '小明', 'example.com', 'dan@']) expect(await found(text), text).toEqual(['单小明']);
    expect(await names('product', 'ls-300')).toEqual(['激光 Scanner']);
    expect(await names('product', 'jgscan')).toEqual(['激光 Scanner']);
  });
  test('a text beyond the limit is refused', async () => {
    await expect(listRecords(admin, 'customer', { search: 'x'.repeat(101) })).rejects.toMatchObject({ code: 'query.search' });
    await expect(searchAll(admin, 'x'.repeat(101))).rejects.toMatchObject({ code: 'query.search' });
  });
  test('pickers show the very one first', async () => {
    const titles = async (text: string) => (await lookupRecords(admin, 'customer', { text })).rows.map((row) => row.title);
    expect(await titles('华东')).toEqual(['华东', '华东科技有限公司']);
    expect((await titles('科'))[0]).toBe('科');
    expect((await titles('c-00124'))[0]).toBe('臺灣軟體股份');
    expect((await lookupRecords(admin, 'customer', { text: '', limit: 3 })).rows).toHaveLength(3);
    expect((await lookupRecords(admin, 'customer', { text: '华东', filter: { field: 'code', op: 'eq', value: 'C-4' } })).rows).toMatchObject([{ title: '华东', subtitle: 'C-4' }]);
    expect((await lookupRecords(admin, 'user', { ids: [people.seller2, people.seller1] })).rows).toEqual([{ id: people.seller2, title: '许曼', subtitle: '华南部' }, { id: people.seller1, title: '陈思远', subtitle: '华东部' }]);
  });
  test('the whole house', async () => {
    expect(await searchAll(admin, '华东')).toMatchObject({ groups: [{ object: 'customer', rows: [{ title: '华东', why: null }, { title: '华东科技有限公司', why: null, subtitle: 'C-00123' }] }] });
    expect(await searchAll(admin, 'sxm')).toMatchObject({ groups: [{ object: 'contact', rows: [{ title: '单小明', subtitle: '华东科技有限公司', why: 'sxm' }] }] });
    expect(await searchAll(admin, '13800138000')).toMatchObject({ groups: [{ object: 'contact', rows: [{ why: expect.stringMatching(/^\S+ \+86 138 0013 8000$/) }] }] });
    expect(await searchAll(admin, '  ')).toEqual({ groups: [] });
    const viewer = await t.as('viewer');
    expect(await searchAll(viewer, '13800138000')).toEqual({ groups: [] });
    expect(JSON.stringify(await searchAll(viewer, '单小明'))).not.toContain('8000');
  });
  test('texts of a file find their records', async () => {
    const find = async (ctx: Ctx, text: string) => (await findByTokens(ctx, 'customer', matchTokens(text))).map(({ token, title }) => [token, title]);
    expect(await find(admin, '華東科技有限公司')).toEqual([['=华东科技有限公司', '华东科技有限公司'], ['~huadongkejiyouxiangongsi', '华东科技有限公司']]);
    expect(await find(admin, 'c-00123')).toEqual([['=c-00123', '华东科技有限公司']]);
    expect(await find(admin, '(021) 5555-1234')).toEqual([['=02155551234', '华东科技有限公司']]);
    expect(await find(await t.as('viewer'), '(021) 5555-1234')).toEqual([]);
    expect(await find(admin, '画东科技有限公司')).toEqual([['~huadongkejiyouxiangongsi', '华东科技有限公司']]);
    expect(await find(await t.as('seller1'), '华东科技有限公司')).toEqual([]);
  });
});
