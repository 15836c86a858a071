import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { choose, recordOf } from './screen.ts';
import { enter } from './sign-in.ts';

test('an opportunity walks its stages and is won, another is lost with a reason, and the history tells every move', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const customer = await make(client, 'customer', { name: `${sign}客户` });
  const [won, lost] = [await make(client, 'opportunity', { title: `${sign}扩产`, customerId: customer.id, amount: '80000' }), await make(client, 'opportunity', { title: `${sign}改造`, customerId: customer.id })];
  await enter(page, 'chen', `/o/opportunity/${won.id}`);
  const record = recordOf(page, `${sign}扩产`);
  const path = record.getByRole('list', { name: '阶段' });
  const now = path.locator('[aria-current="step"]');
  await expect(now).toHaveText('初步接洽');
  for (const stage of ['需求确认', '商务谈判', '方案报价']) {
    await path.getByRole('button', { name: stage }).click();
    await expect(now).toHaveText(stage);
  }
  await path.getByRole('button', { name: '赢单' }).click();
  const win = record.getByRole('form', { name: '赢单' });
  await win.getByLabel('成交金额').fill('76000');
  await win.getByRole('button', { name: '赢单' }).click();
  await expect(now).toHaveText('赢单');
  await expect(record.locator('.ws-facts')).toContainText('76,000');
  await expect(record.getByRole('button', { name: '重新打开' })).toBeVisible();
  await record.getByRole('tab', { name: '历史' }).click();
  const history = record.locator('.ws-hist');
  await expect(history.locator('dd').filter({ hasText: '方案报价' }).filter({ hasText: '赢单' })).toBeVisible();
  await expect(history.locator('dd').filter({ hasText: '初步接洽' }).filter({ hasText: '需求确认' })).toBeVisible();
  await expect(history).toContainText('陈思远');

  await page.goto(`/o/opportunity/${lost.id}`);
  const other = recordOf(page, `${sign}改造`);
  await other.getByRole('list', { name: '阶段' }).getByRole('button', { name: '输单' }).click();
  const lose = other.getByRole('form', { name: '输单' });
  await lose.getByRole('button', { name: '输单' }).click();
  await expect(lose.locator('[data-field="reason"]').getByRole('alert')).not.toBeEmpty();
  await choose(lose.getByRole('combobox').first(), '价格');
  await lose.getByLabel('说明').fill('对手低两成');
  await lose.getByRole('button', { name: '输单' }).click();
  await expect(other.getByRole('list', { name: '阶段' }).locator('[aria-current="step"]')).toHaveText('输单');
  expect((await client.records('opportunity').get(lost.id)).record).toMatchObject({ stage: 'lost', lostReason: 'price', lostNote: '对手低两成' });
});
