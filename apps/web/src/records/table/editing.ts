/** A cell by place: line of the list and position of the column; column −1 is the row as a whole. */
export type Cell = { line: number; column: number };
export type Step = 'down' | 'right' | 'left' | 'stay';

/** True while an input method is composing: Enter then belongs to it, not to us. */
export const isComposing = (event: { nativeEvent?: { isComposing?: boolean }; isComposing?: boolean; keyCode?: number }): boolean => (event.nativeEvent?.isComposing ?? event.isComposing ?? false) || event.keyCode === 229;

/** What a key means while a cell is edited, or null when the input keeps it. */
export function editKey(event: { key: string; shiftKey: boolean; altKey?: boolean; keyCode?: number; isComposing?: boolean; nativeEvent?: { isComposing?: boolean } }, choosing: boolean): Step | 'cancel' | null {
  if (isComposing(event)) return null;
  if (event.key === 'Escape') return 'cancel';
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  // An open list of choices takes Enter; a line break in a long text is Shift or Alt with it.
  if (event.key === 'Enter' && !choosing && !event.shiftKey && !event.altKey) return 'down';
  return null;
}

/** Where the cell goes after a step; `editable` says which columns can be edited at all, so that Tab passes over the others. */
export function afterStep(cell: Cell, step: Step, lines: number, editable: readonly boolean[]): Cell {
  if (step === 'down') return { ...cell, line: Math.min(lines - 1, cell.line + 1) };
  if (step === 'stay') return cell;
  const direction = step === 'right' ? 1 : -1;
  for (let column = cell.column + direction; column >= 0 && column < editable.length; column += direction) if (editable[column]) return { ...cell, column };
  const line = cell.line + direction;
  if (line < 0 || line >= lines) return cell;
  const column = direction > 0 ? editable.indexOf(true) : editable.lastIndexOf(true);
  return column < 0 ? cell : { line, column };
}

/** Moves the focus with the arrow, page and end keys; null when the key is none of them. */
export function moveCell(cell: Cell, key: string, options: { lines: number; columns: number; page: number; ctrl: boolean }): Cell | null {
  const { lines, columns, page, ctrl } = options;
  const line = (next: number): Cell => ({ ...cell, line: Math.max(0, Math.min(lines - 1, next)) });
  const column = (next: number): Cell => ({ ...cell, column: Math.max(-1, Math.min(columns - 1, next)) });
  const moves: Record<string, () => Cell> = {
    ArrowDown: () => line(ctrl ? lines - 1 : cell.line + 1),
    ArrowUp: () => line(ctrl ? 0 : cell.line - 1),
    ArrowRight: () => column(ctrl ? columns - 1 : cell.column + 1),
    ArrowLeft: () => column(ctrl ? -1 : cell.column - 1),
    PageDown: () => line(cell.line + page),
    PageUp: () => line(cell.line - page),
    Home: () => (ctrl || cell.column < 0 ? line(0) : column(0)),
    End: () => (ctrl || cell.column < 0 ? line(lines - 1) : column(columns - 1)),
  };
  return Object.hasOwn(moves, key) ? (moves[key]?.() ?? null) : null;
}
/** A key that writes a sign: it starts editing with that sign. */
export const startsTyping = (event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }): boolean => [...event.key].length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
