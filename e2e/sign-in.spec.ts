import { expect, test } from '@playwright/test';
import { complaintsOf, enter, signIn } from './sign-in.ts';
import { mark } from './office.ts';
import { choose, entryOf } from './screen.ts';

test('a demo person signs in, meets the frame without a complaint, and signs out for good', async ({ page }) => {
  const complaints = complaintsOf(page);
  await signIn(page, 'chen');
  await expect(page.getByRole('navigation', { name: '导航' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('navigation', { name: '导航' })).toBeVisible();
  // The first question after a visit is whether a session is still there; its "no" is an answer, and the browser prints it.
  expect(complaints.filter((one) => !/401/.test(one))).toEqual([]);

  await page.getByRole('button', { name: '我的账号：陈思远' }).click();
  await entryOf(page, '退出登录').click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto('/o/customer?q=abc');
  await expect(page).toHaveURL(/\/login\?next=/);
  await expect(page.getByText('登录后回到刚才的页面。')).toBeVisible();
});

test('the language changes from simplified to traditional to English without a new sign-in', async ({ page }) => {
  const signIns: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST' && /\/api\/session/.test(request.url())) signIns.push(request.url()); });
  await enter(page, 'director', '/o/opportunity');
  await expect(page.getByRole('heading', { name: '商机', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  const before = signIns.length;

  await page.getByRole('button', { name: '语言：简体中文' }).click();
  await entryOf(page, '繁體中文').click();
  await expect(page.getByRole('heading', { name: '商機', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-TW');
  await expect(page.getByRole('navigation', { name: '模組' })).toContainText('客戶');

  await page.getByRole('button', { name: '語言：繁體中文' }).click();
  await entryOf(page, 'English').click();
  await expect(page.getByRole('heading', { name: 'Opportunities', exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Modules' })).toContainText('Customers');
  await page.getByRole('button', { name: 'Filter Expected close' }).click();
  const form = page.getByRole('form', { name: 'Filter Expected close' });
  await choose(form.getByRole('combobox', { name: 'Condition' }), /^before$/);
  await form.getByPlaceholder('Value').click();
  await expect(page.locator('.ant-picker-dropdown')).toContainText(/Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec/);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, /);
  expect(signIns.slice(before).filter((url) => url.endsWith('/api/session'))).toEqual([]);
});

test('the theme changes and is kept', async ({ page }) => {
  await enter(page, 'director');
  await page.getByRole('button', { name: '主题', exact: true }).click();
  const kept = page.waitForResponse((response) => response.url().endsWith('/api/preferences/theme'));
  await entryOf(page, '深色').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await kept;
  await page.reload();
  await expect(page.getByRole('navigation', { name: '导航' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a wrong password is refused, and too many of them have to wait', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('登录名').fill(`nobody-${encodeURIComponent(mark(2)).replaceAll('%', '')}`);
  await page.locator('input[autocomplete="current-password"]').fill('not-the-password');
  const submit = page.locator('button[type="submit"]');
  await submit.click();
  await expect(page.getByRole('alert')).toHaveText('登录名或密码不对，或账号已停用。');
  await expect(page).toHaveURL(/\/login/);
  await expect(async () => {
    await submit.click();
    await expect(page.getByRole('alert')).toHaveText(/尝试次数过多，请在 \d+ 秒后再试。/, { timeout: 1000 });
  }).toPass();
  await expect(submit).toBeDisabled();
});
