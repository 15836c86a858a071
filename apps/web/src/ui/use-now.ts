import { useSyncExternalStore } from 'react';

const STEP = 30_000;
let now = Math.floor(Date.now() / STEP) * STEP;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => { now = Date.now(); for (const each of listeners) each(); }, STEP);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    clearInterval(timer);
    timer = undefined;
  };
}
/** The time now, one clock for the whole page, moving twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (Date.now() - now > 2 * STEP) now = Date.now();
    return now;
  });
}
