/** Groups the digits of a decimal text; never through a float. */
export function groupDigits(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
/** An amount as people read it: grouped, cents only where there are some. */
export function moneyText(value: unknown): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', fraction = ''] = text.split('.');
  return groupDigits(/^0*$/.test(fraction) ? whole : `${whole}.${fraction.padEnd(2, '0').slice(0, 2)}`);
}
const symbols: Record<string, string> = { CNY: '¥', JPY: '¥', USD: '$', TWD: 'NT$', HKD: 'HK$', EUR: '€', GBP: '£' };
export const currencySymbol = (currency: string): string => symbols[currency] ?? currency;

const units: { from: number; zh: [string, string]; en: string; by: number }[] = [
  { from: 12, zh: ['万亿', '兆'], en: 'T', by: 12 }, { from: 8, zh: ['亿', '億'], en: '', by: 8 }, { from: 4, zh: ['万', '萬'], en: '', by: 4 },
];
/** A short amount for axes and tiles: 128.6 万, 1.3M. */
export function shortMoney(value: unknown, locale: string): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  if (locale === 'en') return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(Number(text));
  const amount = Math.abs(Number(text));
  const unit = units.find((entry) => amount >= 10 ** entry.from);
  return unit ? `${groupDigits(String(Math.round((Number(text) / 10 ** unit.by) * 10) / 10))} ${unit.zh[locale === 'zh-TW' ? 1 : 0]}` : moneyText(Math.round(Number(text)));
}
