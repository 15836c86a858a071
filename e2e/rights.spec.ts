import { expect, test } from '@playwright/test';
import { ApiError } from '@wellspring/client';
import { as, make, mark } from './office.ts';
import { recordOf, titles } from './screen.ts';
import { enter } from './sign-in.ts';

test("a seller does not meet the other department's customers: not in lists, not in the search, not by address", async ({ page }) => {
  const sign = mark();
  const theirs = await make(await as('xu'), 'customer', { name: `${sign}华南客户` });
  await make(await as('chen'), 'customer', { name: `${sign}华东客户` });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}`);
  await expect(titles(page)).toHaveText([`${sign}华东客户`]);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: '搜索与命令' });
  await palette.getByRole('combobox').fill(sign);
  await expect(palette.getByRole('option').filter({ hasText: `${sign}华东客户` })).toBeVisible();
  await expect(palette).not.toContainText(`${sign}华南客户`);
  await page.goto(`/o/customer/${theirs.id}`);
  await expect(page.getByText('没有这条记录')).toBeVisible();
  await expect(page.getByText('它可能已被删除，或您无权查看。')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('华南客户');
  await page.goto('/o/no-such-object');
  await expect(page.getByText('没有这一页')).toBeVisible();
  const refused: unknown = await (await as('chen')).records('customer').get(theirs.id).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiError);
  expect((refused as ApiError).status).toBe(404);
});

test('a colleague of the department may read a customer but not change it, and prices at cost stay with those who may know them', async ({ page }) => {
  const sign = mark();
  const director = await as('director');
  const mine = await make(await as('chen'), 'customer', { name: `${sign}客户`, city: '绍兴' });
  const { rows } = await director.records('user').lookup({ text: '孙悦' });
  await director.records('customer').transfer(mine.id, { ownerId: rows[0]?.id ?? null });
  await enter(page, 'chen', `/o/customer/${mine.id}`);
  const record = recordOf(page, `${sign}客户`);
  await expect(record.locator('.ws-rec-readonly')).toBeVisible();
  await expect(record.locator('.ws-val-pencil')).toHaveCount(0);
  await page.goto('/o/product?cols=name,price,cost');
  await expect(page.getByRole('columnheader').filter({ hasText: '标准价' })).toBeVisible();
  await expect(page.getByRole('columnheader').filter({ hasText: '成本价' })).toHaveCount(0);
});
