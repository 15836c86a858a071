import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { fieldIn, recordOf, rowOf, titles, windowOf } from './screen.ts';
import { enter } from './sign-in.ts';

test('a record opens beside its list, as a window and as a page, and the next one is a key away', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  for (const one of ['一', '二', '三']) await make(client, 'customer', { name: `${sign}${one}`, city: `${one}城` });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}&sort=createdAt`);
  await titles(page).filter({ hasText: `${sign}一` }).click();
  await expect(recordOf(page, `${sign}一`)).toBeVisible();
  await expect(page.locator('.ws-rec-walk')).toHaveText('1 / 3');
  await expect(fieldIn(recordOf(page, `${sign}一`), 'city')).toContainText('一城');
  await page.getByRole('button', { name: '下一条 ]' }).click();
  await expect(recordOf(page, `${sign}二`)).toBeVisible();
  await page.keyboard.press(']');
  await expect(recordOf(page, `${sign}三`)).toBeVisible();
  await expect(page.getByRole('button', { name: '下一条 ]' })).toBeDisabled();
  await page.keyboard.press('[');
  await expect(page.locator('.ws-rec-walk')).toHaveText('2 / 3');
  await recordOf(page, `${sign}二`).getByRole('button', { name: '打开整页' }).click();
  await expect(page).toHaveURL(/\/o\/customer\/[0-9a-f-]{36}/);
  await expect(recordOf(page, `${sign}二`)).toBeVisible();
  await page.goBack();
  await expect(titles(page)).toHaveCount(3);
  await expect(recordOf(page, `${sign}二`)).toBeVisible();
});

test('two windows are moved, put into the dock, brought to the front, and still there after a reload', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const [left, right] = [`${sign}左`, `${sign}右`];
  for (const name of [left, right]) await make(client, 'customer', { name });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}`);
  await titles(page).filter({ hasText: left }).click({ modifiers: ['Shift'] });
  await expect(windowOf(page, left).getByRole('heading', { name: left })).toBeVisible();
  const head = windowOf(page, left).locator('.ws-win-title');
  const before = await head.boundingBox();
  if (!before) throw new Error('the window is not drawn');
  await page.mouse.move(before.x + 20, before.y + 8);
  await page.mouse.down();
  await page.mouse.move(before.x + 20, before.y + 248, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round(((await head.boundingBox())?.y ?? 0) - before.y)).toBe(240);
  // The same record once more is the same window.
  await titles(page).filter({ hasText: left }).click({ modifiers: ['Shift'] });
  await expect(page.locator('.ws-win')).toHaveCount(1);
  await rowOf(page, right).hover();
  await rowOf(page, right).getByRole('button', { name: '在浮动窗口打开' }).click();
  await expect(windowOf(page, right)).toHaveClass(/ws-win-on/);
  await page.keyboard.press('Alt+Backquote');
  await expect(windowOf(page, left)).toHaveClass(/ws-win-on/);

  await windowOf(page, right).getByRole('button', { name: '最小化' }).click();
  await expect(windowOf(page, right)).toHaveCount(0);
  const dock = page.getByRole('group', { name: '窗口' });
  await expect(dock.getByRole('button', { name: right })).toBeVisible();
  await page.reload();
  await expect(windowOf(page, left).getByRole('heading', { name: left })).toBeVisible();
  await dock.getByRole('button', { name: right }).click();
  await expect(windowOf(page, right)).toHaveClass(/ws-win-on/);
  await windowOf(page, right).getByRole('button', { name: '关闭' }).click();
  await expect(page.locator('.ws-win')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.ws-win')).toHaveCount(0);
});
