import { Converter } from 'opencc-js/t2cn';

// Zero-width signs, soft hyphens, direction marks: invisible, so nobody can type them again.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const HAN = /\p{Script=Han}/u;

let convert: ((text: string) => string) | undefined;
const simplified = new Map<string, string>();

/**
 * Sign by sign, not by phrases: 軟體 becomes 软体 both in what is stored and in what is typed, and every part of a text stays findable.
 * The dictionary is read at the first sign that needs it.
 */
function simplify(text: string): string {
  if (!HAN.test(text)) return text;
  let result = '';
  for (const sign of text) {
    if (sign < '\u3400') { result += sign; continue; }
    let simple = simplified.get(sign);
    if (simple === undefined) {
      convert ??= Converter({ from: 't', to: 'cn' });
      simple = convert(sign);
      simplified.set(sign, simple);
    }
    result += simple;
  }
  return result;
}

/** The form in which texts are compared: one width, small letters, simplified signs, single blanks. */
export function normalise(text: string): string {
  const plain = text.replace(/\p{Surrogate}/gu, '').normalize('NFKC').replace(INVISIBLE, '').toLowerCase().replace(/[\s\u0000-\u001f]+/g, ' ').trim();
  return simplify(plain);
}

/** A sign beyond ASCII: trigrams do not see it in a database of the plainest locale, so each one and each pair is a token of its own. */
export const isDense = (sign: string): boolean => sign > '\u007f' && isWordSign(sign);
export const isHan = (sign: string): boolean => sign > '\u007f' && HAN.test(sign);
/** A letter or a digit of any script; the two common ranges are answered without the slow Unicode classes. */
export function isWordSign(sign: string): boolean {
  if (sign <= '\u007f') return /[0-9A-Za-z]/.test(sign);
  return (sign >= '\u4e00' && sign <= '\u9fff') || /[\p{L}\p{N}]/u.test(sign);
}
