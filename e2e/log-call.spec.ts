import { expect, type Page, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { recordOf } from './screen.ts';
import { enter } from './sign-in.ts';

const KEYS_AT_MOST = 12;
const SECONDS_AT_MOST = 10;

test('a call is logged by keyboard alone with few keys, and the timeline and the next to-do show it', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const customer = await make(client, 'customer', { name: `${sign}客户` });
  await make(client, 'contact', { name: `${sign}先生`, customerId: customer.id });
  await enter(page, 'chen', `/o/customer/${customer.id}`);
  const record = recordOf(page, `${sign}客户`);
  await expect(record.getByRole('tab', { name: /^跟进/ })).toContainText('0');
  let keys = 0;
  const press = async (key: string): Promise<void> => { keys += 1; await page.keyboard.press(key); };

  const began = Date.now();
  await press('l');
  await expect(page.getByRole('form', { name: '记跟进' }).getByRole('textbox', { name: '内容' })).toBeFocused();
  await page.keyboard.insertText(`${sign}：报价可以，明天再谈交期`);
  while (!(await atNextDay(page)) && keys < KEYS_AT_MOST) await press('Tab');
  await press('ArrowRight');
  await press('Control+Enter');
  await expect(page.getByRole('form', { name: '记跟进' })).toHaveCount(0);
  expect(keys).toBeLessThanOrEqual(KEYS_AT_MOST);
  expect((Date.now() - began) / 1000).toBeLessThan(SECONDS_AT_MOST);

  await expect(record.getByRole('tab', { name: /^跟进/ })).toContainText('1');
  await expect(record.locator('.ws-next')).toContainText(/明天|10:00/);
  await record.getByRole('button', { name: '时间线' }).click();
  await expect(record.locator('.ws-line').getByText(`${sign}：报价可以，明天再谈交期`)).toBeVisible();
  const { rows } = await client.records('task').query({ filter: { field: 'customerId', op: 'eq', value: customer.id } });
  expect(rows).toHaveLength(1);
  await record.locator('.ws-next').getByRole('button', { name: '完成' }).click();
  await expect(record.locator('.ws-next')).toHaveCount(0);
});

/** Whether the keyboard has come to the quick choices of the next contact. */
const atNextDay = (page: Page): Promise<boolean> => page.evaluate(() => document.activeElement?.matches('.ws-log-next .ant-segmented input') ?? false);
