import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { cellOf, choose, pick, rowOf, titles, undo } from './screen.ts';
import { enter } from './sign-in.ts';

test('many records are changed, handed over and deleted at once, in the background, and each of it is undone', async ({ page }) => {
  test.setTimeout(120_000);
  const client = await as('director');
  const sign = mark();
  for (let index = 0; index < 6; index++) await make(client, 'customer', { name: `${sign}${index}`, level: 'C' });
  await enter(page, 'director', `/o/customer?q=${encodeURIComponent(sign)}&cols=name,level,ownerId&sort=name`);
  await expect(titles(page)).toHaveCount(6);
  const bar = page.getByRole('toolbar', { name: /^已选/ });

  for (const index of [0, 1, 2]) await rowOf(page, `${sign}${index}`).getByRole('checkbox').click();
  await expect(bar).toHaveAccessibleName('已选 3 条');
  await bar.getByRole('button', { name: '批量修改' }).click();
  const dialog = page.getByRole('dialog', { name: '批量修改 3 条' });
  await dialog.getByRole('combobox', { name: '字段' }).fill('级别');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^级别$/ }).click();
  await choose(dialog.getByRole('combobox').nth(1), /^A$/);
  await dialog.getByRole('button', { name: '修改 3 条' }).click();
  await expect(cellOf(rowOf(page, `${sign}2`), 'level')).toHaveText('A');
  await expect(cellOf(rowOf(page, `${sign}3`), 'level')).toHaveText('C');
  await undo(page, '已处理 3 条');
  await expect(cellOf(rowOf(page, `${sign}0`), 'level')).toHaveText('C');

  await rowOf(page, `${sign}4`).getByRole('checkbox').click();
  await bar.getByRole('button', { name: '选择全部 6 条' }).click();
  await expect(bar).toHaveAccessibleName('已选 6 条');
  await bar.getByRole('button', { name: '转交' }).click();
  const transfer = page.getByRole('dialog', { name: '转交 6 条' });
  await pick(transfer.getByRole('combobox'), 'xuman', '许曼');
  await transfer.getByRole('button', { name: '转交' }).click();
  for (const index of [0, 5]) await expect(cellOf(rowOf(page, `${sign}${index}`), 'ownerId')).toContainText('许曼');
  const { tasks } = await client.backgroundTasks.list();
  expect(tasks[0]).toMatchObject({ kind: 'bulk', object: 'customer', state: 'done', progress: 6, total: 6, result: { done: 6, failed: 0 } });
  await undo(page, '已处理 6 条');
  await expect(cellOf(rowOf(page, `${sign}5`), 'ownerId')).toContainText('郑国栋');

  await rowOf(page, `${sign}5`).getByRole('checkbox').click();
  await bar.getByRole('button', { name: '删除' }).click();
  await expect(titles(page)).toHaveCount(5);
  await undo(page, '已处理 1 条');
  await expect(titles(page)).toHaveCount(6);
});
