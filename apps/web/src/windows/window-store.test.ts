import { beforeEach, describe, expect, it } from 'vitest';
import { cascade, clampRect, snapAt, snapRect } from './geometry.ts';
import { answerWindow, closeWindow, cycleWindows, decodeWindows, encodeWindows, focusWindow, keepWindows, markWindow, MAX_WINDOWS, minimiseWindow, moveWindow, openWindow, restoreWindows, useWindows, windowArea } from './window-store.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const windows = () => useWindows.getState().windows;
const active = () => useWindows.getState().active;
const open = (n: number): string => openWindow({ kind: 'record', object: 'customer', id: id(n) });

beforeEach(() => {
  localStorage.clear();
  useWindows.setState({ windows: [], top: 0, active: null });
});

describe('windows', () => {
  it('shows a record in one window only: opening again brings it to the front', () => {
    const first = open(1);
    open(2);
    expect(open(1)).toBe(first);
    expect(windows()).toHaveLength(2);
    expect(active()).toBe(first);
    expect(Math.max(...windows().map((win) => win.z))).toBe(windows().find((win) => win.id === first)?.z);
  });
  it('opens each window a step away from the last, and keeps it in reach', () => {
    open(1); open(2); open(3);
    const places = windows().map((win) => `${win.rect.x},${win.rect.y}`);
    expect(new Set(places).size).toBe(3);
    for (let n = 0; n < 40; n++) {
      const rect = cascade(n, { width: 600, height: 600 }, { width: 1024, height: 700 });
      expect(rect.y).toBeGreaterThanOrEqual(0);
      expect(rect.y + 38).toBeLessThanOrEqual(700);
      expect(rect.x + 120).toBeLessThanOrEqual(1024);
    }
  });
  it('goes to the dock and comes back where it was', () => {
    const first = open(1);
    const second = open(2);
    moveWindow(second, { x: 10, y: 20, width: 500, height: 400 });
    minimiseWindow(second);
    expect(windows().find((win) => win.id === second)?.minimised).toBe(true);
    expect(active()).toBe(first);
    focusWindow(second);
    expect(windows().find((win) => win.id === second)).toMatchObject({ minimised: false, rect: { x: 10, y: 20, width: 500, height: 400 } });
  });
  it('cycles through all of them', () => {
    const all = [open(1), open(2), open(3)];
    const seen = all.map(() => { cycleWindows(); return active(); });
    expect(new Set(seen)).toEqual(new Set(all));
  });
  it('drops the oldest clean window over the limit, never an unsaved one', () => {
    const first = open(1);
    const second = open(2);
    markWindow(first, { dirty: true });
    for (let n = 3; n <= MAX_WINDOWS + 1; n++) open(n);
    expect(windows()).toHaveLength(MAX_WINDOWS);
    expect(windows().some((win) => win.id === first)).toBe(true);
    expect(windows().some((win) => win.id === second)).toBe(false);
  });
  it('hands the created record to whoever asked for it, once', () => {
    const got: string[] = [];
    const win = openWindow({ kind: 'new', object: 'customer', onDone: (answer) => got.push(answer.record.id) });
    const answer = { record: { id: 'x', version: 1 } } as Parameters<typeof answerWindow>[1];
    answerWindow(win, answer);
    answerWindow(win, answer);
    expect(got).toEqual(['x']);
    const other = openWindow({ kind: 'new', object: 'customer', onDone: () => got.push('no') });
    closeWindow(other);
    answerWindow(other, answer);
    expect(got).toEqual(['x']);
  });
  it('is kept over a reload, each person his own', () => {
    const stop = keepWindows('u1');
    open(1);
    openWindow({ kind: 'new', object: 'contact', draft: { name: '王' } });
    minimiseWindow(windows()[0]?.id ?? '');
    stop();
    useWindows.setState({ windows: [], top: 0, active: null });
    restoreWindows('u2', null);
    expect(windows()).toEqual([]);
    restoreWindows('u1', null);
    expect(windows().map((win) => [win.kind, win.object, win.minimised])).toEqual([['record', 'customer', true], ['new', 'contact', false]]);
    expect(windows()[1]?.draft).toEqual({ name: '王' });
  });
  it('survives a damaged memory', () => {
    localStorage.setItem('ws.windows.u1', '{{');
    restoreWindows('u1', null);
    localStorage.setItem('ws.windows.u1', JSON.stringify([{ id: 'x', object: 'nonsense' }, null, 5]));
    restoreWindows('u1', null);
    expect(windows()).toEqual([]);
  });
  it('is named in the address and opened from one', () => {
    open(1); open(2);
    minimiseWindow(`record:customer:${id(1)}`);
    const text = encodeWindows(windows());
    expect(text).toBe(`~customer:${id(1)},customer:${id(2)}`);
    useWindows.setState({ windows: [], top: 0, active: null });
    restoreWindows('u1', text);
    expect(encodeWindows(windows())).toBe(text);
    expect(decodeWindows('evil:1,customer:../x,__proto__:y,,')).toEqual([]);
    expect(decodeWindows(null)).toEqual([]);
  });
});

describe('geometry', () => {
  const area = { width: 1440, height: 864 };
  it('keeps the title bar within the page', () => {
    expect(clampRect({ x: -2000, y: -50, width: 500, height: 400 }, area)).toMatchObject({ x: -380, y: 0 });
    expect(clampRect({ x: 5000, y: 5000, width: 500, height: 400 }, area)).toMatchObject({ x: 1320, y: 826 });
    expect(clampRect({ x: 0, y: 0, width: 5000, height: 5000 }, area)).toMatchObject(area);
  });
  it('snaps at the edges only', () => {
    expect(snapAt({ x: 3, y: 300 }, area)).toBe('left');
    expect(snapAt({ x: 1439, y: 300 }, area)).toBe('right');
    expect(snapAt({ x: 700, y: 0 }, area)).toBe('full');
    expect(snapAt({ x: 700, y: 300 }, area)).toBeNull();
    const [left, right] = [snapRect('left', area), snapRect('right', area)];
    expect(left.x + left.width).toBeLessThan(right.x);
    expect(windowArea().height).toBe(window.innerHeight - 36);
  });
});
