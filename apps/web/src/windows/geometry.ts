export type Rect = { x: number; y: number; width: number; height: number };
export type Area = { width: number; height: number };
export type Snap = 'left' | 'right' | 'full';

const STEP = 28;
const MARGIN = 16;
const TITLE = 38;
export const MIN = { width: 340, height: 220 } as const;

const between = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));

/** Keeps a window reachable: never larger than the area, its title bar always within it. */
export function clampRect(rect: Rect, area: Area): Rect {
  const width = Math.min(rect.width, Math.max(MIN.width, area.width));
  const height = Math.min(rect.height, Math.max(MIN.height, area.height));
  return { width, height, x: between(Math.min(0, 120 - width), rect.x, area.width - 120), y: between(0, rect.y, area.height - TITLE) };
}
/** Where the next window opens: each a step below and to the right of the last, starting again at the top when the area ends. */
export function cascade(count: number, size: { width: number; height: number }, area: Area): Rect {
  const width = Math.min(size.width, area.width - 2 * MARGIN);
  const height = Math.min(size.height, area.height - 2 * MARGIN);
  const left = Math.max(MARGIN, Math.round((area.width - width) / 2) - 2 * STEP);
  const top = Math.max(MARGIN, Math.min(72, Math.round((area.height - height) / 4)));
  const rows = Math.max(1, Math.floor((area.height - height - top) / STEP) + 1);
  const columns = Math.max(1, Math.floor((area.width - width - left) / STEP) + 1);
  return clampRect({ width, height, x: left + (count % columns) * STEP, y: top + (count % rows) * STEP }, area);
}
/** The half (or whole) a pointer at an edge asks for; null in the open. */
export function snapAt(pointer: { x: number; y: number }, area: Area): Snap | null {
  if (pointer.x <= 6) return 'left';
  if (pointer.x >= area.width - 6) return 'right';
  return pointer.y <= 2 ? 'full' : null;
}
export function snapRect(snap: Snap, area: Area): Rect {
  const inner = { y: 8, height: area.height - 16 };
  if (snap === 'full') return { x: 8, width: area.width - 16, ...inner };
  const width = Math.floor(area.width / 2) - 12;
  return { x: snap === 'left' ? 8 : area.width - width - 8, width, ...inner };
}
