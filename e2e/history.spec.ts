import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { entryOf, fieldIn, recordOf, undo } from './screen.ts';
import { enter } from './sign-in.ts';

test('the history says who changed what, and a change is undone from it and from the list of operations', async ({ page }) => {
  const sign = mark();
  const customer = await make(await as('chen'), 'customer', { name: `${sign}客户`, city: '绍兴' });
  await (await as('director')).records('customer').update(customer.id, { version: customer.version, city: '宁波' });
  await enter(page, 'chen', `/o/customer/${customer.id}`);
  const record = recordOf(page, `${sign}客户`);
  await fieldIn(record, 'city').locator('dd').click();
  await fieldIn(record, 'city').getByRole('textbox').fill('温州');
  await page.keyboard.press('Enter');
  await expect(fieldIn(record, 'city')).toContainText('温州');
  await record.getByRole('tab', { name: '历史' }).click();
  const entries = record.locator('.ws-hist > li');
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(0)).toContainText('陈思远');
  await expect(entries.nth(0).locator('del')).toHaveText('宁波');
  await expect(entries.nth(1)).toContainText('郑国栋');
  await expect(entries.nth(1)).toContainText('城市');
  await entries.nth(0).getByRole('button', { name: '撤销' }).click();
  await expect(fieldIn(record, 'city')).toContainText('宁波');

  await fieldIn(record, 'city').locator('dd').click();
  await fieldIn(record, 'city').getByRole('textbox').fill('金华');
  await page.keyboard.press('Enter');
  await expect(fieldIn(record, 'city')).toContainText('金华');
  await page.getByRole('button', { name: '我的账号：陈思远' }).click();
  await entryOf(page, '操作记录').click();
  const line = page.getByRole('table', { name: '操作记录' }).getByRole('row').filter({ hasText: `${sign}客户` }).filter({ hasText: '修改', hasNotText: '重做' }).first();
  await line.getByRole('button', { name: '撤销' }).click();
  await expect(line).toContainText('已撤销');
  expect((await (await as('chen')).records('customer').get(customer.id)).record.city).toBe('宁波');
});

test('a deleted record waits in the recycle bin and comes back', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const customer = await make(client, 'customer', { name: `${sign}客户` });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}&sel=${customer.id}`);
  await recordOf(page, `${sign}客户`).getByRole('button', { name: '更多操作' }).click();
  await entryOf(page, '删除').click();
  await expect(page.getByText('没有符合条件的记录')).toBeVisible();
  await undo(page, '已删除');
  await expect(page.locator('.ws-title-link').filter({ hasText: sign })).toBeVisible();

  await client.records('customer').remove(customer.id);
  await page.goto('/o/customer/recycle');
  const bin = page.getByRole('table', { name: '客户回收站' });
  await page.getByRole('textbox', { name: '在回收站里查找' }).fill(sign);
  await expect(bin.getByRole('row').filter({ hasText: sign })).toContainText('陈思远');
  await bin.getByRole('button', { name: `恢复: ${sign}客户` }).click();
  await expect(page.getByText('回收站里没有这样的记录。')).toBeVisible();
  expect((await client.records('customer').get(customer.id)).record.deletedAt ?? null).toBeNull();
});
