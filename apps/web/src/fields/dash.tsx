import type { Mode } from './types.ts';

/** The sign of "nothing": always on a record and under figures, left out in text cells of a list. */
export function Dash({ mode = 'detail', always = false }: { mode?: Mode; always?: boolean }) {
  return mode === 'detail' || (mode === 'cell' && always) ? <span className="ws-dash">—</span> : null;
}
export const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
