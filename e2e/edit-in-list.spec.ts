import { expect, test } from '@playwright/test';
import { as, digits, make, mark } from './office.ts';
import { cellOf, grid, rowOf, toast, undo } from './screen.ts';
import { enter } from './sign-in.ts';

test('cells are edited by keyboard alone, a refusal stays in its cell, and a slip is undone from the toast', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  const code = `X-${digits(8)}`;
  const first = await make(client, 'customer', { name: `${sign}1`, city: '绍兴' });
  const second = await make(client, 'customer', { name: `${sign}2`, city: '嘉兴', code });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}&cols=code,city,employees,name&sort=code`);
  const [one, two] = [rowOf(page, `${sign}1`), rowOf(page, `${sign}2`)];
  await expect(two).toBeVisible();

  // F2, write, Tab to the next cell that can be edited, write, Enter goes down.
  await cellOf(one, 'city').click();
  await page.keyboard.press('F2');
  await expect(cellOf(one, 'city').getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('台州');
  await page.keyboard.press('Tab');
  await expect(cellOf(one, 'city')).toHaveText('台州');
  await page.keyboard.type('42');
  await page.keyboard.press('Enter');
  await expect(cellOf(one, 'employees')).toHaveText('42');
  await expect.poll(async () => (await client.records('customer').get(first.id)).record).toMatchObject({ city: '台州', employees: 42 });
  // Esc puts back what was there.
  await page.keyboard.type('7');
  await expect(cellOf(two, 'employees').getByRole('textbox')).toHaveValue('7');
  await page.keyboard.press('Escape');
  await expect(cellOf(two, 'employees').getByRole('textbox')).toHaveCount(0);
  await expect(grid(page)).toBeFocused();

  // A code that another customer has: the cell keeps what was written and says why it did not go.
  await cellOf(one, 'code').dblclick();
  await cellOf(one, 'code').getByRole('textbox').fill(code);
  await page.keyboard.press('Enter');
  await expect(cellOf(one, 'code')).toHaveAttribute('aria-invalid', 'true');
  await expect(cellOf(one, 'code').getByRole('alert')).not.toBeEmpty();
  await expect(cellOf(one, 'code')).toContainText(code);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  await expect(cellOf(one, 'code')).toHaveText(String(first.code));

  // A fresh page has no message but the one of the slip that follows.
  await page.reload();
  await cellOf(two, 'city').dblclick();
  await cellOf(two, 'city').getByRole('textbox').fill('写错的城市');
  await page.keyboard.press('Enter');
  await expect(toast(page, '已保存').last()).toBeVisible();
  await undo(page, '已保存');
  await expect(cellOf(two, 'city')).toHaveText('嘉兴');
  expect((await client.records('customer').get(second.id)).record.city).toBe('嘉兴');
});
