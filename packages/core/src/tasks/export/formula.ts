// What a spreadsheet would run when it opens a text file; the full-width forms are folded by some of them.
const RISKY = /^(?:[=+\-@\t\r\n\u0000＝＋－＠]|[;,|]\s*[=+\-@])/;
const NUMBER = /^[+\-＋－]?[\d\s().,/–-]*\d[\d\s().,/–-]*%?$/;
// Import reads these as a blank.
const BLANK = /^(NULL|\\N)$/;

const risky = (text: string): boolean => BLANK.test(text) || (RISKY.test(text) && !NUMBER.test(text));

/** A text that a spreadsheet would take for a formula gets an apostrophe; so does one that already looks so marked. Negative numbers and phone numbers stay. */
export const escapeFormula = (text: string): string => (risky(text.replace(/^'+/, '')) ? `'${text}` : text);
/** The text as it was before `escapeFormula`. */
export const unescapeFormula = (text: string): string => (text.startsWith("'") && risky(text.replace(/^'+/, '')) ? text.slice(1) : text);
