import { expect, it } from 'vitest';
import { groupDigits, moneyText, shortMoney } from './figures.ts';
import { mailOf } from './email.tsx';
import { readDecimal, readInt } from './number.tsx';
import { telOf } from './phone.tsx';

it('groups amounts without a float', () => {
  expect(groupDigits('-1234567')).toBe('-1,234,567');
  expect([moneyText('9007199254740993.10'), moneyText('1286000.00'), moneyText('-0.5'), moneyText('••••')]).toEqual(['9,007,199,254,740,993.10', '1,286,000', '-0.50', '••••']);
  expect([shortMoney('1286000', 'zh-CN'), shortMoney('230000000', 'zh-TW'), shortMoney('1286000', 'en'), shortMoney('860', 'zh-CN')]).toEqual(['128.6 万', '2.3 億', '1.3M', '860']);
});
it('keeps what is typed as decimal text', () => {
  expect([readDecimal('1,234.50'), readDecimal('９９．５'), readDecimal(''), readDecimal('12a'), readInt('42'), readInt('4.2')]).toEqual(['1234.5', '99.5', null, '12a', 42, '4.2']);
});
it('links only to safe addresses', () => {
  expect([telOf('+86 571-8860 2417 转 12'), telOf('x'), mailOf('a@b.example'), mailOf('a@b.example?bcc=x@y.example')]).toEqual(['tel:+8657188602417', null, 'mailto:a@b.example', null]);
});
