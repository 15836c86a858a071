import { LIMITS } from './limits.ts';

/** How a number is shown, as far as its meaning depends on it. */
export type NumberStyle = 'number' | 'percent' | 'date' | 'datetime' | 'time';
/** A cell as it stands in the sheet. */
export type RawCell = { type: string; style: NumberStyle; value: string | null; inline: string; formula: boolean };
export type ReadCell = { text: string } | { fault: string; text?: string; params?: Record<string, unknown> };

const DAY = 86_400_000;
const builtIn = (id: number): NumberStyle =>
  id === 9 || id === 10 ? 'percent' : id === 22 ? 'datetime' : (id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id === 55 || id === 56 ? 'time' : (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) ? 'date' : 'number';

/** Meaning of a number format: quoted words, colours and escapes aside, what letters are left? */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return builtIn(id);
  const bare = code.split(';')[0]?.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '') ?? '';
  if (/general/i.test(bare)) return 'number';
  if (bare.includes('%')) return 'percent';
  const [hasTime, hasDay] = [/[hs]/i.test(bare), /[yd年日]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))];
  return hasDay ? (hasTime ? 'datetime' : 'date') : hasTime ? 'time' : 'number';
}

/** A serial number of a sheet as the wall clock it shows; null for what is no day (the 29th of February 1900, negatives). */
export function serialToText(serial: number, style: NumberStyle, since1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null;
  const seconds = Math.round(serial * 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (style === 'time') return clock;
  const day = Math.floor(seconds / 86_400);
  if (!since1904 && day === 60) return null;
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + day * DAY).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? date : `${date} ${clock}`;
}

/** A float as people wrote it: fifteen digits are all a sheet keeps, and no exponent. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(Math.min(100, Math.max(0, 14 - Math.floor(Math.log10(Math.abs(rounded)))))).replace(/\.?0+$/, '') : text;
}

function readNumber(raw: string, style: NumberStyle, since1904: boolean): ReadCell {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return { fault: 'import.cell-error', text: raw, params: { value: raw } };
  if (style === 'date' || style === 'datetime' || style === 'time') {
    const text = serialToText(value, style, since1904);
    return text === null ? { fault: 'date.shape', text: raw } : { text };
  }
  if (style === 'percent') return { text: `${plainNumber(value * 100)}%` };
  // A sheet keeps fifteen digits: the rest of a longer number (an identity card, a bank account) is already lost.
  if (Math.abs(value) >= 1e15) return { fault: 'import.lost-precision', text: raw };
  return { text: plainNumber(value) };
}

/** A cell as text. A formula counts by its stored result, and is never calculated. */
export function readCell(cell: RawCell, shared: readonly string[], since1904: boolean): ReadCell {
  if (cell.type === 'inlineStr') return { text: cell.inline };
  if (cell.value === null) return cell.formula ? { fault: 'import.formula' } : { text: cell.inline };
  if (cell.type === 's') return { text: shared[Number(cell.value)] ?? '' };
  if (cell.type === 'str') return { text: cell.value };
  if (cell.type === 'b') return { text: cell.value === '1' ? 'true' : 'false' };
  if (cell.type === 'e') return { fault: 'import.cell-error', text: cell.value, params: { value: cell.value } };
  if (cell.type === 'd') return { text: cell.value.replace(/Z$/, '').replace('T', ' ') };
  return cell.value === '' ? (cell.formula ? { fault: 'import.formula' } : { text: '' }) : readNumber(cell.value, cell.style, since1904);
}

/** Column number of a reference (C5 → 2); -1 for what is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const sign of reference) {
    const code = sign.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > 20_000) return -1;
  }
  return column - 1;
}
export const tooLong = (length: number): boolean => length > LIMITS.cell;
