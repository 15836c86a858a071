import { expect, test } from '@playwright/test';
import { as, digits, make, mark } from './office.ts';
import { choose, find, grid, headOf, quickSearch, rowOf, titles } from './screen.ts';
import { enter } from './sign-in.ts';

test('quick search finds by name, pinyin, first letters, traditional signs and figures of the phone', async ({ page }) => {
  const phone = digits(8);
  const name = `云杉齿轮${mark()}`;
  await make(await as('chen'), 'customer', { name, phone: `0571-${phone.slice(0, 4)} ${phone.slice(4)}` });
  await enter(page, 'chen', '/o/customer');
  for (const text of [name.slice(0, 4), 'yunshanchilun', 'yscl', '雲杉齒輪', phone]) {
    await quickSearch(page).fill(text);
    await expect(titles(page).filter({ hasNotText: '云杉齿轮' }), text).toHaveCount(0);
    await expect(titles(page).filter({ hasText: name }), text).toBeVisible();
    await quickSearch(page).fill('');
    await expect(titles(page).filter({ hasNotText: '云杉齿轮' }), text).not.toHaveCount(0);
  }
  await quickSearch(page).fill('没有这样的客户');
  await expect(page.getByText('没有符合条件的记录')).toBeVisible();
});

test('a filter from the head of a column, a filter built with "any holds", totals of all of it, and the address that brings it back', async ({ page, context }) => {
  const client = await as('chen');
  const sign = mark();
  const rows = [['甲', '12000', '绍兴'], ['乙', '34000', '温州'], ['丙', '50000', '湖州']] as const;
  for (const [one, amount, city] of rows) {
    const customer = await make(client, 'customer', { name: `${sign}${one}`, city, level: one === '丙' ? 'C' : 'A' });
    await make(client, 'opportunity', { title: `${sign}商机`, customerId: customer.id, amount });
  }
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}`);
  await expect(titles(page)).toHaveCount(3);
  await expect(grid(page).locator('.ws-totals')).toContainText('96,000');

  await page.getByRole('button', { name: '筛选：级别' }).click();
  const form = page.getByRole('form', { name: '筛选：级别' });
  await choose(form.getByRole('combobox').nth(1), /^A$/);
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: '应用' }).click();
  await expect(titles(page)).toHaveCount(2);
  await expect(grid(page).locator('.ws-totals')).toContainText('46,000');
  await expect(page.locator('.ws-chip')).toContainText('级别');

  await page.locator('.ws-chip-text').click();
  const builder = page.getByRole('form', { name: '筛选', exact: true });
  await builder.getByRole('button', { name: '条件组' }).click();
  const group = builder.getByRole('group', { name: '条件组' }).nth(1);
  await expect(group.getByRole('radio', { name: '任一满足' })).toBeChecked();
  await group.getByRole('button', { name: '加条件', exact: true }).click();
  for (const [index, city] of ['温州', '湖州'].entries()) {
    const line = group.locator('.ws-builder-leaf').nth(index);
    await line.getByRole('combobox', { name: '字段' }).fill('城市');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^城市$/ }).click();
    await line.getByPlaceholder('值').fill(city);
  }
  await builder.getByRole('button', { name: '应用' }).click();
  await expect(titles(page)).toHaveText([`${sign}乙`]);
  await expect(grid(page).locator('.ws-totals')).toContainText('34,000');

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(titles(other)).toHaveText([`${sign}乙`]);
  await expect(other.locator('.ws-chip')).toHaveCount(2);
  await expect(quickSearch(other)).toHaveValue(sign);
  await other.locator('.ws-chip').last().getByRole('button', { name: '去掉这个筛选' }).click();
  await expect(titles(other)).toHaveCount(2);
  await other.close();
});

test('the order goes by two levels, and the tabs of the views narrow', async ({ page }) => {
  const client = await as('chen');
  const sign = mark();
  for (const [one, level, employees] of [['一', 'B', 10], ['二', 'A', 5], ['三', 'B', 30], ['四', 'A', 50]] as const) await make(client, 'customer', { name: `${sign}${one}`, level, employees });
  await enter(page, 'chen', `/o/customer?q=${encodeURIComponent(sign)}&cols=name,level,employees`);
  await expect(titles(page)).toHaveCount(4);
  await headOf(page, '级别').locator('.ws-headlabel').click();
  await headOf(page, '员工人数').locator('.ws-headlabel').click({ modifiers: ['Shift'] });
  await headOf(page, '员工人数').locator('.ws-headlabel').click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=level%2C-employees/);
  await expect(titles(page)).toHaveText([`${sign}四`, `${sign}二`, `${sign}三`, `${sign}一`]);
  await expect(headOf(page, '员工人数')).toHaveAttribute('aria-sort', 'descending');

  const views = page.locator('.ws-views');
  await views.getByRole('tab', { name: /^本周新增/ }).click();
  await expect(page).toHaveURL(/view=fresh/);
  await expect(titles(page)).toHaveCount(4);
  await views.getByRole('tab', { name: /^我负责的/ }).click();
  await expect(views.getByRole('tab', { name: /^我负责的/ })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(views.getByRole('tab', { name: /^本周新增/ })).toHaveAttribute('aria-selected', 'true');
});

test('columns are chosen, put in order and made wide, and are so again after a reload', async ({ page }) => {
  await enter(page, 'director', '/o/product');
  const heads = grid(page, '产品').locator('.ws-headlabel');
  await expect(heads.first()).toHaveText('编号');
  await page.getByRole('button', { name: /^列 \d+$/ }).click();
  const list = page.getByRole('list', { name: '列' });
  await list.getByRole('checkbox', { name: '品牌' }).click();
  await expect(list.getByRole('checkbox', { name: '品牌' })).toBeChecked();
  await list.getByRole('checkbox', { name: '型号' }).click();
  await expect(list.getByRole('checkbox', { name: '型号' })).not.toBeChecked();
  await list.getByRole('button', { name: '上移：产品名称' }).click();
  await expect(heads.first()).toHaveText('产品名称');
  await page.keyboard.press('Escape');
  await quickSearch(page).click();
  await expect(list).toBeHidden();

  const head = headOf(page, '产品名称', '产品');
  const before = await head.boundingBox();
  const grip = page.getByRole('separator', { name: '调整列宽：产品名称' });
  const place = await grip.boundingBox();
  if (!before || !place) throw new Error('the head is not drawn');
  await page.mouse.move(place.x + 2, place.y + 8);
  await page.mouse.down();
  await page.mouse.move(place.x + 82, place.y + 8, { steps: 4 });
  const saved = page.waitForResponse((response) => /preferences\/columns/.test(response.url()) && response.ok());
  await page.mouse.up();
  await saved;
  await page.reload();
  await expect(heads.first()).toHaveText('产品名称');
  await expect(heads.filter({ hasText: '品牌' })).toBeVisible();
  await expect(heads.filter({ hasText: '型号' })).toHaveCount(0);
  await expect.poll(async () => Math.round(((await head.boundingBox())?.width ?? 0) - before.width)).toBe(80);
  expect(await rowOf(page, 'QS-100', '产品').count()).toBeGreaterThan(0);
  await find(page, 'QS-100', 1, '产品');
});
