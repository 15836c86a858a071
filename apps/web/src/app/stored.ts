export type Stored<T> = { get: () => T; set: (value: T) => void; subscribe: (listener: () => void) => () => void };

/** A word kept in localStorage and shared with the other tabs; lives in memory alone where storage is forbidden. */
export function stored<T extends string>(key: string, fallback: T): Stored<T> {
  const listeners = new Set<() => void>();
  let value = (read(key) as T | null) ?? fallback;
  const tell = (): void => { for (const listener of listeners) listener(); };
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== key) return;
      value = (event.newValue as T | null) ?? fallback;
      tell();
    });
  }
  return {
    get: () => value,
    set: (next) => {
      if (next === value) return;
      value = next;
      try { localStorage.setItem(key, next); } catch { /* storage may be forbidden; the choice then lasts as long as the page */ }
      tell();
    },
    subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  };
}

function read(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
