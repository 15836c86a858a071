import { isObjectName } from '@wellspring/objects';
import type { RecordAnswer } from '@wellspring/objects';
import { create } from 'zustand';
import { type Area, cascade, clampRect, type Rect } from './geometry.ts';

export type WindowKind = 'record' | 'new' | 'log';
export type Win = {
  id: string; kind: WindowKind; object: string;
  /** The record shown, or the one a call is logged for. */
  recordId?: string | undefined;
  /** Prefilled values of a new record. */
  draft?: Record<string, unknown> | undefined;
  rect: Rect; z: number; minimised: boolean; maximised: boolean; dirty: boolean; title: string;
};
export type WindowRequest =
  | { kind: 'record'; object: string; id: string }
  | { kind: 'new'; object: string; draft?: Record<string, unknown>; onDone?: (answer: RecordAnswer) => void }
  | { kind: 'log'; object: string; id: string };

export const MAX_WINDOWS = 12;
const SIZES: Record<WindowKind, { width: number; height: number }> = { record: { width: 620, height: 640 }, new: { width: 540, height: 500 }, log: { width: 480, height: 500 } };

type State = { windows: Win[]; top: number; active: string | null };
export const useWindows = create<State>(() => ({ windows: [], top: 0, active: null }));
const { getState, setState } = useWindows;

/** Who waits for a record being created in a window; lives as long as the page. */
const waiting = new Map<string, (answer: RecordAnswer) => void>();
export const answerWindow = (id: string, answer: RecordAnswer): void => { waiting.get(id)?.(answer); waiting.delete(id); };
/** What had the focus before a window opened, to give it back. */
const openers = new Map<string, HTMLElement>();

/** The room windows have: the page above the dock. */
export const windowArea = (): Area => ({ width: window.innerWidth, height: window.innerHeight - 36 });

const keyOf = (request: WindowRequest): string | null => (request.kind === 'new' ? null : `${request.kind}:${request.object}:${request.id}`);
let serial = 0;
const freshId = (): string => `new:${Date.now().toString(36)}${(serial++).toString(36)}`;

/** Opens a floating window, or brings the one with this record to the front: one editor per record. */
export function openWindow(request: WindowRequest): string {
  const id = keyOf(request) ?? freshId();
  if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) openers.set(id, document.activeElement);
  if (getState().windows.some((win) => win.id === id)) { focusWindow(id); return id; }
  if (request.kind === 'new' && request.onDone) waiting.set(id, request.onDone);
  setState((state) => {
    const shown = state.windows.filter((win) => !win.minimised).length;
    const win: Win = {
      id, kind: request.kind, object: request.object, ...(request.kind === 'new' ? { draft: request.draft } : { recordId: request.id }),
      rect: cascade(shown, SIZES[request.kind], windowArea()), z: state.top + 1, minimised: false, maximised: false, dirty: false, title: '',
    };
    return { windows: makeRoom([...state.windows, win]), top: state.top + 1, active: id };
  });
  return id;
}
/** Over the limit the oldest clean window goes; unsaved ones stay, however many they are. */
function makeRoom(windows: Win[]): Win[] {
  if (windows.length <= MAX_WINDOWS) return windows;
  const last = windows.at(-1);
  const oldest = [...windows].sort((a, b) => a.z - b.z).find((win) => !win.dirty && win !== last);
  return oldest ? windows.filter((win) => win !== oldest) : windows;
}
const change = (id: string, next: (win: Win) => Partial<Win>): void => setState((state) => ({ windows: state.windows.map((win) => (win.id === id ? { ...win, ...next(win) } : win)) }));
const topOf = (windows: Win[]): string | null => windows.filter((win) => !win.minimised).sort((a, b) => b.z - a.z)[0]?.id ?? null;

/** Brings a window to the front, out of the dock if it was there. */
export function focusWindow(id: string): void {
  const { windows, active, top } = getState();
  const win = windows.find((entry) => entry.id === id);
  if (!win || (active === id && !win.minimised && win.z === top)) return;
  setState((state) => ({ top: state.top + 1, active: id, windows: state.windows.map((entry) => (entry.id === id ? { ...entry, z: state.top + 1, minimised: false } : entry)) }));
}
/** Takes the accent from the windows: the person works on the page below. */
export const blurWindows = (): void => { if (getState().active !== null) setState({ active: null }); };
export function minimiseWindow(id: string): void {
  change(id, () => ({ minimised: true }));
  setState((state) => ({ active: topOf(state.windows) }));
  giveFocusBack(id);
}
export function closeWindow(id: string): void {
  setState((state) => { const windows = state.windows.filter((win) => win.id !== id); return { windows, active: topOf(windows) }; });
  waiting.delete(id);
  giveFocusBack(id);
  openers.delete(id);
}
function giveFocusBack(id: string): void {
  const opener = openers.get(id);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}
export const moveWindow = (id: string, rect: Rect): void => change(id, () => ({ rect: clampRect(rect, windowArea()), maximised: false }));
export const maximiseWindow = (id: string): void => change(id, (win) => ({ maximised: !win.maximised }));
export function markWindow(id: string, mark: { dirty?: boolean; title?: string }): void {
  const win = getState().windows.find((entry) => entry.id === id);
  if (win && ((mark.dirty !== undefined && mark.dirty !== win.dirty) || (mark.title !== undefined && mark.title !== win.title))) change(id, () => mark);
}
/** The next window in the order of opening, minimised ones too. */
export function cycleWindows(): void {
  const { windows, active } = getState();
  if (!windows.length) return;
  const at = windows.findIndex((win) => win.id === active);
  focusWindow(windows[(at + 1) % windows.length]?.id ?? '');
}
/** Side by side: every shown window gets its part of the room. */
export function tileWindows(): void {
  const area = windowArea();
  const shown = getState().windows.filter((win) => !win.minimised);
  const columns = Math.ceil(Math.sqrt(shown.length));
  const rows = Math.ceil(shown.length / Math.max(1, columns));
  const [width, height] = [Math.floor(area.width / columns), Math.floor(area.height / rows)];
  for (const [index, win] of shown.entries()) moveWindow(win.id, { x: (index % columns) * width + 4, y: Math.floor(index / columns) * height + 4, width: width - 8, height: height - 8 });
}
export const fitWindows = (): void => setState((state) => ({ windows: state.windows.map((win) => ({ ...win, rect: clampRect(win.rect, windowArea()) })) }));

const UUID = /^[0-9a-f-]{36}$/;
/** Names the record windows for an address: `customer:ID,~contact:ID`, `~` for those in the dock. */
export const encodeWindows = (windows: readonly Win[]): string => windows.filter((win) => win.kind === 'record').map((win) => `${win.minimised ? '~' : ''}${win.object}:${win.recordId}`).join(',');
/** Reads such names; strangers are left out. */
export function decodeWindows(text: string | null): { object: string; id: string; minimised: boolean }[] {
  return (text ?? '').split(',').slice(0, MAX_WINDOWS).flatMap((part) => {
    const minimised = part.startsWith('~');
    const [object = '', id = ''] = part.slice(minimised ? 1 : 0).split(':');
    return isObjectName(object) && UUID.test(id) ? [{ object, id, minimised }] : [];
  });
}

const placeOf = (userId: string): string => `ws.windows.${userId}`;
/** Keeps the windows over a reload, each person's his own. Returns the end of the keeping. */
export function keepWindows(userId: string): () => void {
  let kept = '';
  return useWindows.subscribe((state) => {
    const next = JSON.stringify(state.windows);
    if (next === kept) return;
    kept = next;
    try { localStorage.setItem(placeOf(userId), next); } catch { /* without storage the windows last as long as the page */ }
  });
}
const isWin = (value: unknown): value is Win => {
  const win = value as Partial<Win> | null;
  return typeof win?.id === 'string' && typeof win.object === 'string' && isObjectName(win.object) && typeof win.z === 'number' && typeof win.rect?.x === 'number' && typeof win.rect.width === 'number';
};
/** Brings back the windows of the last visit, and opens those an address names. */
export function restoreWindows(userId: string, address: string | null): void {
  let windows: Win[] = [];
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(placeOf(userId)) ?? '[]');
    windows = Array.isArray(parsed) ? parsed.filter(isWin).slice(0, MAX_WINDOWS) : [];
  } catch { /* a damaged entry is as good as none */ }
  windows = windows.map((win) => ({ ...win, rect: clampRect(win.rect, windowArea()) }));
  setState({ windows, top: Math.max(0, ...windows.map((win) => win.z)), active: topOf(windows) });
  for (const named of decodeWindows(address)) {
    if (windows.some((win) => win.kind === 'record' && win.object === named.object && win.recordId === named.id)) continue;
    const id = openWindow({ kind: 'record', object: named.object, id: named.id });
    if (named.minimised) change(id, () => ({ minimised: true }));
  }
  setState((state) => ({ active: topOf(state.windows) }));
}
