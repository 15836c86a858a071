const LONGEST = 160;
// Control characters, what paths are made of, and marks that turn the reading direction (photo‮gpj.exe).
const UNSAFE = /[\u0000-\u001f\u007f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A file name as it may be stored and shown: the last part of a path, without signs that lie or break, at most 160 characters. */
export function cleanFileName(given: string): string {
  const last = given.replace(/\p{Surrogate}/gu, '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(UNSAFE, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const signs = [...clean];
  if (signs.length <= LONGEST) return clean || 'file';
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  return signs.slice(0, LONGEST - ending.length).join('') + ending;
}
