import { expect, it } from 'vitest';
import { exclusive } from './exclusive.ts';

it('runs one job at a time, with or without a lock manager', async () => {
  expect(navigator.locks).toBeUndefined();
  let running = 0;
  let most = 0;
  const job = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    await new Promise((done) => { setImmediate(done); });
    running -= 1;
  };
  await Promise.all([exclusive('x', job), exclusive('x', job), exclusive('x', job)]);
  expect(most).toBe(1);
});
