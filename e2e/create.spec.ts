import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { entryOf, fieldIn, pick, recordOf, rowOf, toast, windowOf } from './screen.ts';
import { enter } from './sign-in.ts';

test('a customer is created, then a contact and an opportunity in its context, with the links filled in', async ({ page }) => {
  test.setTimeout(120_000);
  const client = await as('chen');
  const sign = mark();
  const name = `${sign}仪器有限公司`;
  await make(client, 'customer', { name: `${sign}旧客户` });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}`);
  await page.locator('.ws-list-new').click();
  const form = windowOf(page, '新建客户');
  await expect(form.getByLabel('客户名称')).toBeFocused();

  // What looks the same is said while one types, and does not stand in the way.
  await form.getByLabel('客户名称').fill(`${sign}旧客户`);
  await expect(form.getByText('客户名称与已有记录相同：')).toBeVisible();
  await form.getByLabel('客户名称').fill(name);
  await expect(form.getByText('客户名称与已有记录相同：')).toHaveCount(0);
  await form.getByLabel('城市').fill('绍兴');
  await expect(form.getByText(/草稿已存/)).toBeVisible();

  // The draft is still there after a reload, and a wrong value is shown where it stands.
  await page.reload();
  await expect(form.getByLabel('客户名称')).toHaveValue(name);
  await form.getByRole('button', { name: '更多字段' }).click();
  await form.getByLabel('员工人数').fill('-5');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.locator('[data-field="employees"]').getByRole('alert')).not.toBeEmpty();
  await form.getByLabel('员工人数').fill('120');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form).toHaveCount(0);
  await rowOf(page, name).locator('.ws-title-link').click();
  const record = recordOf(page, name);
  await expect(fieldIn(record, 'city')).toContainText('绍兴');
  await expect(fieldIn(record, 'employees')).toContainText('120');

  await record.getByRole('button', { name: '新建相关记录' }).click();
  await entryOf(page, '联系人').click();
  const contact = windowOf(page, '新建联系人');
  await expect(contact.locator('[data-field="customerId"]')).toContainText(name);
  await contact.getByLabel('姓名').fill(`欧阳${sign}`);
  await page.keyboard.press('Control+Enter');
  await expect(contact).toHaveCount(0);
  await expect(record.getByRole('tab', { name: /^联系人/ })).toContainText('1');

  await record.getByRole('button', { name: '新建相关记录' }).click();
  await entryOf(page, '商机').click();
  const deal = windowOf(page, '新建商机');
  await expect(deal.locator('[data-field="customerId"]')).toContainText(name);
  await deal.getByLabel('商机名称').fill(`${sign}检测线`);
  await deal.getByLabel('金额').fill('250000');
  await pick(deal.getByLabel('联系人'), 'ouyang', `欧阳${sign}`);
  await pick(deal.getByLabel('意向产品'), 'QS-100', '台式光谱仪 QS-100');
  await deal.getByRole('button', { name: '保存', exact: true }).click();
  await expect(deal).toHaveCount(0);
  await expect(toast(page, '已新建').last()).toBeVisible();
  await expect(record.getByRole('tab', { name: /^商机/ })).toContainText('1');
  await expect(record.locator('.ws-facts')).toContainText('250,000');
  await record.getByRole('tab', { name: /^商机/ }).click();
  await expect(rowOf(record, `${sign}检测线`, '商机')).toContainText('初步接洽');
});
