import { expect, type Page } from '@playwright/test';

export type Login = 'admin' | 'director' | 'chen' | 'xu' | 'viewer';
export const password = (): string => process.env.WELLSPRING_DEMO_PASSWORD ?? '';

/** Signs a demo person in by the form and waits for the frame. */
export async function signIn(page: Page, login: Login = 'chen'): Promise<void> {
  await page.goto('/login');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(password());
  await page.locator('button[type="submit"]').click();
  await expect(page).not.toHaveURL(/\/login/);
}

/** What a person has who has never set anything; other journeys of the same person may have. */
const START: readonly (readonly [RegExp, unknown])[] = [[/^locale$/, 'zh-CN'], [/^theme$/, 'light'], [/^columns\./, {}], [/^tab\./, ''], [/^look\./, 'list'], [/^fold\./, null], [/^nav\.folded$/, false], [/^recent$/, []]];

/** Opens an address as a demo person who is signed in already and has set nothing for himself. */
export async function enter(page: Page, login: Login, address = '/'): Promise<void> {
  const answer = await page.request.post('/api/session', { data: { login, password: password() } });
  expect(answer.status()).toBe(200);
  const headers = { authorization: `Bearer ${((await answer.json()) as { token: string }).token}` };
  const meta = (await (await page.request.get('/api/meta', { headers })).json()) as { preferences: Record<string, unknown> };
  for (const key of Object.keys(meta.preferences)) {
    const start = START.find(([pattern]) => pattern.test(key));
    if (start) await page.request.put(`/api/preferences/${encodeURIComponent(key)}`, { headers, data: { value: start[1] } });
  }
  await page.goto(address);
  await expect(page.locator('main#main')).toBeVisible();
}

/** Collects what a page complains about: errors and warnings on its console, exceptions, answers of the server's fault. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}
