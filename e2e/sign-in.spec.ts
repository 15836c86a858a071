import { expect, test } from '@playwright/test';
import { complaintsOf, signIn } from './sign-in.ts';

test('a demo person signs in and meets the frame without a complaint on the console', async ({ page }) => {
  const complaints = complaintsOf(page);
  await signIn(page, 'chen');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  // The first question after a visit is whether a session is still there; its "no" is an answer, and the browser prints it.
  expect(complaints.filter((one) => !/401/.test(one))).toEqual([]);
});

test('a wrong password is refused', async ({ page }) => {
  await page.goto('/login');
  await page.locator('input[autocomplete="username"]').fill('viewer');
  await page.locator('input[autocomplete="current-password"]').fill('not-the-password');
  await page.locator('button[type="submit"]').click();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(page).toHaveURL(/\/login/);
});
