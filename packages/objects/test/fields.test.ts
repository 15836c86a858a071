import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { addDays, addDecimals, addMonths, dayOf, f, type FieldDef, instantToLocal, localToInstant, maskValue, parseDecimal, periodRange, PERIODS, phoneDigits, shiftedDay, specOf, type TextContext } from '../src/index.ts';

const context: TextContext = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const parse = (field: FieldDef, text: string): unknown => { const found = specOf(field).parse(text, field, context); return 'error' in found ? found : found.value; };
const stages = [{ key: 'won', label: '赢单' }, { key: 'lost', label: '输单' }] as const;

describe('reading what people and spreadsheets write', () => {
  it.each<[FieldDef, string, unknown]>([
    [f.money({ label: '' }), '￥1,234.50', '1234.5'], [f.money({ label: '' }), '(5)', '-5'], [f.money({ label: '' }), '1.234,56', '1234.56'], [f.money({ label: '' }), '１２', '12'], [f.money({ label: '' }), '1.005', { error: 'number.scale', params: { scale: 2 } }],
    [f.money({ label: '', min: 0 }), '-1', { error: 'number.negative' }], [f.money({ label: '' }), '1e3', { error: 'money.shape' }], [f.money({ label: '' }), 'NaN', { error: 'money.shape' }], [f.money({ label: '' }), '99999999999999999', { error: 'number.too-large' }],
    [f.percent({ label: '' }), '45%', 45], [f.percent({ label: '' }), '101', { error: 'number.range', params: { min: 0, max: 100 } }],
    [f.date({ label: '' }), '2026/2/3', '2026-02-03'], [f.date({ label: '' }), '2026年2月3日', '2026-02-03'], [f.date({ label: '' }), '2026-02-30', { error: 'date.shape' }],
    [f.datetime({ label: '' }), '2026-02-03 08:00', '2026-02-03T00:00:00.000Z'], [f.datetime({ label: '' }), '2026-02-03T08:00:00+09:00', '2026-02-02T23:00:00.000Z'], [f.datetime({ label: '' }), '2026-02-03 25:00', { error: 'datetime.shape' }],
    [f.bool({ label: '' }), '是', true], [f.bool({ label: '' }), 'no', false], [f.bool({ label: '' }), 'perhaps', { error: 'bool.shape' }],
    [f.phone({ label: '' }), ' ０５７１－8860 2417 ', '0571-8860 2417'], [f.phone({ label: '' }), 'call me', { error: 'phone.shape' }],
    [f.email({ label: '' }), 'a@b.example', 'a@b.example'], [f.email({ label: '' }), 'a@b,c@d', { error: 'email.shape' }],
    [f.url({ label: '' }), 'javascript:alert(1)', { error: 'url.shape' }],
    [f.select({ label: '', options: stages }), '赢单', 'won'], [f.select({ label: '', options: stages }), 'LOST', 'lost'], [f.select({ label: '', options: stages }), '进行中', { error: 'select.unknown' }], [f.select({ label: '', options: stages, open: true }), '进行中', '进行中'],
    [f.text({ label: '', max: 3 }), '𠮷𠮷𠮷', '𠮷𠮷𠮷'], [f.text({ label: '', max: 3 }), 'abcd', { error: 'text.too-long', params: { max: 3 } }], [f.text({ label: '' }), 'a\u0000b\r\nc', 'ab c'], [f.longText({ label: '' }), 'a\r\nb', 'a\nb'],
    [f.int({ label: '', min: 0 }), '1,200', 1200], [f.int({ label: '' }), '1.5', { error: 'int.shape' }],
  ])('%o: %j', (field, text, expected) => expect(parse(field, text)).toEqual(expected));

  const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((units) => { const text = (units < 0n ? -units : units).toString().padStart(3, '0'); return `${units < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`; });
  property.prop([cents])('money comes back from its text to the cent', (value) => {
    const field = f.money({ label: '' });
    const back = parse(field, specOf(field).format(value, field, context)) as string;
    expect(addDecimals(back, '0.00')).toBe(value === '-0.00' ? '0.00' : value);
  });
  property.prop([cents, cents])('sums are exact, in any order', (a, b) => {
    const units = (text: string): bigint => BigInt(text.replace('.', ''));
    expect(units(addDecimals(a, b))).toBe(units(a) + units(b));
    expect(addDecimals(a, b)).toBe(addDecimals(b, a));
    // The naive twin goes wrong on the very amounts that people meet.
    expect(String(0.1 + 0.2)).not.toBe(addDecimals('0.1', '0.2'));
  });
  property.prop([fc.string()])('no text whatever breaks a parser', (text) => {
    for (const field of [f.money({ label: '' }), f.date({ label: '' }), f.datetime({ label: '' }), f.phone({ label: '' }), f.email({ label: '' }), f.url({ label: '' }), f.int({ label: '' }), f.bool({ label: '' }), f.percent({ label: '' })] as FieldDef[]) expect(() => parse(field, text)).not.toThrow();
    expect(parseDecimal(text) ?? '0').toMatch(/^-?\d+(\.\d+)?$/);
  });
  property.prop([fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York', 'Australia/Lord_Howe')])('an instant comes back from its wall clock', (date, zone) => {
    const local = instantToLocal(date, zone);
    expect(instantToLocal(localToInstant(local, zone), zone)).toBe(local);
  });
});

describe('the calendar', () => {
  it('keeps to days and months', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(shiftedDay('-P3M', '2026-05-31')).toBe('2026-02-28');
    expect(shiftedDay('P1X', '2026-05-31')).toBeNull();
  });
  it('knows the day of each zone', () => {
    expect(dayOf('2026-11-24T16:30:00Z', 'Asia/Shanghai')).toBe('2026-11-25');
    expect(dayOf('2026-11-24T16:30:00Z', 'America/Los_Angeles')).toBe('2026-11-24');
    expect(periodRange('thisWeek', new Date('2026-11-24T16:30:00Z'), 'Asia/Shanghai')).toEqual({ from: '2026-11-23', to: '2026-11-30' });
    expect(periodRange('lastQuarter', new Date('2026-02-01T00:00:00Z'), 'UTC')).toEqual({ from: '2025-10-01', to: '2026-01-01' });
  });
  property.prop([fc.constantFrom(...PERIODS), fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })])('every period has a beginning before its end', (period, now) => {
    const { from, to } = periodRange(period, now, 'Asia/Shanghai');
    expect(from < to).toBe(true);
  });
});

describe('masks and digits', () => {
  it('show the edges only', () => {
    expect(maskValue('13812341234')).toBe('138••••34');
    expect(maskValue('王五')).toBe('••');
    expect(maskValue(null)).toBeNull();
  });
  it('see one number in its spellings', () => {
    for (const text of ['+86 138 1234 1234', '138-1234-1234', '１３８１２３４１２３４']) expect(phoneDigits(text)).toBe('13812341234');
  });
});
