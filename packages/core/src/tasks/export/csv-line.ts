import { escapeFormula } from './formula.ts';

/** One cell of separated text: quoted where a reader could be misled, never a formula. */
export function csvCell(text: string, separator: string): string {
  const safe = escapeFormula(text);
  return safe !== text || safe.includes(separator) || /["\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
/** One line of separated text, CRLF at its end. */
export const csvLine = (cells: readonly string[], separator = ','): string => `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
