import { pinyin } from 'pinyin-pro';
import { isHan, isWordSign } from './normalise.ts';

/** What a Chinese text sounds like: first letters, all letters, and the syllables one by one. Other words are kept in both; blanks and marks are not. */
export type Sound = { initials: string; full: string; syllables: readonly string[] };

const LONGEST = 200;
const CACHED = 20_000;
const cache = new Map<string, Sound | null>();

function read(text: string, person: boolean): Sound | null {
  const signs = [...text].slice(0, LONGEST);
  if (!signs.some(isHan)) return null;
  const sounds = pinyin(signs.join(''), { toneType: 'none', type: 'array', v: true, ...(person ? { mode: 'surname' as const } : {}) });
  let [initials, full] = ['', ''];
  const syllables: string[] = [];
  for (const [index, sign] of signs.entries()) {
    const sound = sounds.length === signs.length ? (sounds[index] ?? sign) : sign;
    if (isHan(sign) && /^[a-z]/.test(sound)) {
      const letters = sound.replace(/[^a-z]/g, '');
      initials += letters[0];
      full += letters;
      syllables.push(letters);
    } else if (isWordSign(sign)) {
      initials += sign;
      full += sign;
    }
  }
  return { initials, full, syllables };
}

/** Sound of a normalised text, null when there is nothing Chinese in it. `person`: the first sign is read as a surname (单 = shan). */
export function soundOf(text: string, person = false): Sound | null {
  const key = person ? `p${text}` : `t${text}`;
  let sound = cache.get(key);
  if (sound === undefined) {
    sound = read(text, person);
    if (cache.size >= CACHED) cache.delete(cache.keys().next().value as string);
    cache.set(key, sound);
  }
  return sound;
}
