import { expect, type Page } from '@playwright/test';

export type Login = 'admin' | 'director' | 'chen' | 'xu' | 'viewer';

/** Signs a demo person in and waits for the frame. */
export async function signIn(page: Page, login: Login = 'chen'): Promise<void> {
  await page.goto('/login');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(process.env.WELLSPRING_DEMO_PASSWORD ?? '');
  await page.locator('button[type="submit"]').click();
  await expect(page).not.toHaveURL(/\/login/);
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
