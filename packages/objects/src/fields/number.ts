/** Reads a decimal as people and spreadsheets write it: grouping marks, currency signs, full-width digits, brackets for minus. Never through a float. */
export function parseDecimal(input: string): string | null {
  let text = input.normalize('NFKC').trim().replace(/[\s\u00a0¥￥$€£元]/g, '');
  let negative = false;
  if (/^\(.*\)$/.test(text)) { negative = true; text = text.slice(1, -1); }
  if (/^[+-]/.test(text)) { negative = negative !== text.startsWith('-'); text = text.slice(1); }
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(',', '');
  else if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text)) text = text.replaceAll('.', '').replace(',', '.');
  const match = /^(\d{1,30})(?:\.(\d{0,20}))?$/.exec(text) ?? /^()\.(\d{1,20})$/.exec(text);
  if (!match) return null;
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '') || '0';
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  const value = fraction ? `${whole}.${fraction}` : whole;
  return negative && value !== '0' ? `-${value}` : value;
}

/** Digits before and after the point of a plain decimal text. */
export function digitsOf(decimal: string): { whole: number; scale: number } {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  return { whole: whole.length, scale: fraction.length };
}

/** Adds decimal texts exactly, with the larger scale of the two. */
export function addDecimals(a: string, b: string): string {
  const scale = Math.max(digitsOf(a).scale, digitsOf(b).scale);
  return fromUnits(toUnits(a, scale) + toUnits(b, scale), scale);
}

const toUnits = (decimal: string, scale: number): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
};
const fromUnits = (units: bigint, scale: number): string => {
  const text = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const value = scale ? `${text.slice(0, -scale)}.${text.slice(-scale)}` : text;
  return units < 0n ? `-${value}` : value;
};
