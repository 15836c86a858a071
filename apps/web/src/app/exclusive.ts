const LEASE = 8000;

/** Runs one job at a time over all tabs of this origin. Where the browser has no lock manager (plain http), a lease in localStorage serves. */
export async function exclusive<T>(name: string, job: () => Promise<T>): Promise<T> {
  if (typeof navigator !== 'undefined' && navigator.locks) return (await navigator.locks.request(name, job)) as T;
  const mark = `${Math.random().toString(36).slice(2)}`;
  await leased(`${name}.lease`, mark);
  try {
    return await job();
  } finally {
    if (holder(`${name}.lease`) === mark) write(`${name}.lease`, '');
  }
}

async function leased(key: string, mark: string): Promise<void> {
  for (;;) {
    if (!holder(key)) {
      write(key, `${mark}:${Date.now() + LEASE}`);
      await pause(20);
      if (holder(key) === mark || holder(key) === null) return;
    }
    await pause(60);
  }
}
function holder(key: string): string | null {
  const [mark = '', until = '0'] = (read(key) ?? '').split(':');
  return mark && Number(until) > Date.now() ? mark : null;
}
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });
function read(key: string): string | null { try { return localStorage.getItem(key); } catch { return null; } }
function write(key: string, value: string): void { try { localStorage.setItem(key, value); } catch { /* no storage: tabs cannot see each other, one tab still works */ } }
