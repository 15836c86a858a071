import { createCore } from '@wellspring/core';
import { testCore } from '@wellspring/core/test';
import { expect, it } from 'vitest';
import { SECRET } from '../test/api.ts';
import { buildServer } from './server.ts';

it('answers 503 with the time to wait when no connection comes free, and recovers', async () => {
  const t = await testCore();
  const core = await createCore({ databaseUrl: t.url, dataDir: t.dataDir, poolSize: 2 });
  const app = await buildServer(core, { tokenSecret: SECRET, version: '0' });
  const held = [await core.db.pool.connect(), await core.db.pool.connect()];
  const refused = await app.inject({ url: '/api/setup', headers: { 'accept-language': 'en' } });
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('2');
  expect(refused.json()).toMatchObject({ error: { code: 'busy.database', message: expect.stringContaining('try again') } });
  for (const one of held) one.release();
  expect((await app.inject({ url: '/api/setup' })).statusCode).toBe(200);
  await app.close();
  await core.close();
  await t.close();
}, 20_000);

it('tells nothing of an error nobody foresaw, but its number', async () => {
  const t = await testCore();
  const lines: string[] = [];
  const app = await buildServer(t.core, { tokenSecret: SECRET, version: '0', logger: { level: 'info', stream: { write: (line: string) => lines.push(line) } } as never });
  app.get('/api/broken', { config: { access: 'public' } }, async () => { throw new Error('password=hunter2 in SELECT'); });
  const answer = await app.inject({ url: '/api/broken', headers: { 'accept-language': 'zh-TW' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({ error: { code: 'internal', message: expect.stringContaining('出錯了'), requestId: answer.headers['x-request-id'] } });
  expect(answer.payload).not.toContain('hunter2');
  const logged = lines.find((line) => line.includes('request failed'));
  expect(logged).toContain(String(answer.headers['x-request-id']));
  expect(logged).toContain('overload.test.ts'); // the stack is in the log
  await app.close();
  await t.close();
});
