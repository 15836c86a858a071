import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { recordOf } from './screen.ts';
import { enter } from './sign-in.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone the list is cards, a record is a page, and a customer is created with the thumb', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const customer = await make(client, 'customer', { name: `${sign}客户`, level: 'A' });
  await make(client, 'contact', { name: `${sign}先生`, customerId: customer.id });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}`);
  const card = page.locator('.ws-card').filter({ hasText: `${sign}客户` });
  await expect(card).toContainText('潜在');
  await card.click();
  await expect(page).toHaveURL(new RegExp(`/o/customer/${customer.id}`));
  const record = recordOf(page, `${sign}客户`);
  await record.getByRole('tab', { name: /^联系人/ }).click();
  await expect(record).toContainText(`${sign}先生`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const bar = page.getByRole('navigation', { name: '模块' });
  await bar.getByRole('button', { name: '新建' }).click();
  await page.locator('.ws-sheet-item').filter({ hasText: '客户' }).first().click();
  await page.getByLabel('客户名称').fill(`${sign}新客户`);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(async () => (await client.records('customer').query({ search: `${sign}新客户` })).rows.length).toBe(1);
  await bar.getByRole('link', { name: '客户' }).click();
  await expect(page.locator('.ws-card').filter({ hasText: `${sign}新客户` })).toBeVisible();
  await bar.getByRole('button', { name: '我的' }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
});
