import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { as, digits, make, mark } from './office.ts';
import { cellOf, entryOf, rowOf, titles } from './screen.ts';
import { enter } from './sign-in.ts';

test('the list is exported as it is seen: its rows, its columns, its order', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  for (const [one, level] of [['甲', 'B'], ['乙', 'A'], ['丙', 'A']] as const) await make(client, 'customer', { name: `${sign}${one}`, level, phone: `0571-${digits(8)}`, remark: '=1+1' });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}&cols=name,level,remark&sort=level,-code&f=${encodeURIComponent(JSON.stringify({ field: 'level', op: 'eq', value: 'A' }))}`);
  await expect(titles(page)).toHaveText([`${sign}丙`, `${sign}乙`]);
  await page.getByRole('button', { name: '导出' }).click();
  const dialog = page.getByRole('dialog', { name: '导出客户' });
  await expect(dialog).toContainText('2 行');
  await dialog.getByRole('radio', { name: 'CSV' }).click();
  await expect(dialog.getByRole('radio', { name: 'CSV' })).toBeChecked();
  await dialog.getByRole('button', { name: '开始导出' }).click();
  await expect(dialog).toContainText('文件已生成，2 行');
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '下载' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  expect(lines[0]).toBe('客户名称,级别,备注');
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([[`${sign}丙`, 'A'], [`${sign}乙`, 'A']]);
  // What a spreadsheet would take for a formula is made harmless.
  expect(lines[1]).not.toMatch(/,=1\+1$/);
});

test('who may only read sees masked figures, and no way to export, import, create or edit', async ({ page }) => {
  const phone = digits(8);
  const sign = mark();
  await make(await as('chen'), 'customer', { name: `${sign}客户`, phone: `0571-${phone}`, city: '绍兴' });
  await enter(page, 'viewer', `/o/customer?q=${encodeURIComponent(sign)}&cols=name,phone,city`);
  const row = rowOf(page, `${sign}客户`);
  await expect(cellOf(row, 'phone')).not.toBeEmpty();
  await expect(cellOf(row, 'phone')).toContainText('••••');
  await expect(page.locator('body')).not.toContainText(phone);
  for (const name of ['导出', '导入', '新建']) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  await cellOf(row, 'city').dblclick();
  await expect(cellOf(row, 'city').getByRole('textbox')).toHaveCount(0);
  await expect(cellOf(row, 'city')).toHaveAttribute('aria-readonly', 'true');
  await row.getByRole('checkbox').click();
  const bar = page.getByRole('toolbar', { name: '已选 1 条' });
  await expect(bar).toBeVisible();
  for (const name of ['批量修改', '转交', '删除', '导出']) await expect(bar.getByRole('button', { name })).toHaveCount(0);
  await titles(page).first().click();
  await expect(page.getByRole('article')).toContainText(`${sign}客户`);
  await expect(page.locator('.ws-val-pencil')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '记跟进' })).toHaveCount(0);
  await page.getByRole('article').getByRole('button', { name: '更多操作' }).click();
  await expect(entryOf(page, '复制链接')).toBeVisible();
  await expect(entryOf(page, '删除')).toHaveCount(0);
});
