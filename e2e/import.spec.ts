import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { as, digits, make, mark } from './office.ts';
import { choose, titles } from './screen.ts';
import { enter } from './sign-in.ts';

/** Writes a text as older programs in China do: GB18030, whose two-byte part is found by reading every pair once. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high++) for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((sign) => (sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : (codes.get(sign) ?? []))));
}

test('a file of opportunities in GB18030 is tried, decided upon, brought in, and taken back as a whole', async ({ page }) => {
  test.setTimeout(120_000);
  const client = await as('chen');
  const sign = mark();
  const [known, unknown] = [`${sign}量仪有限公司`, `${sign}未曾见过的公司`];
  await make(client, 'customer', { name: known });
  const text = ['项目,客户公司,金额,预计成交日', `${sign}一期,${known},120000,2027-03-31`, `${sign}二期,${known},"1,500.50",2027/4/15`, `${sign}三期,${unknown},80000,2027-05-01`, `${sign}四期,${known},十二万,2027-06-01`, ''].join('\r\n');
  await enter(page, 'chen', '/o/opportunity');
  await page.getByRole('button', { name: '导入' }).click();
  await expect(page.getByRole('heading', { name: '导入商机' })).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles({ name: `商机-${digits(6)}.csv`, mimeType: 'text/csv', buffer: gb18030(text) });

  const mapping = page.getByRole('table', { name: '列对应' });
  await expect(mapping).toContainText('客户公司');
  await expect(page.getByText('GB18030（简体）')).toBeVisible();
  await choose(mapping.getByRole('combobox', { name: '「项目」写入的字段' }), '商机名称');
  await choose(mapping.getByRole('combobox', { name: '「客户公司」写入的字段' }), /^客户/);
  await expect(mapping.getByRole('row').filter({ hasText: '预计成交日' }).locator('.ws-map-field')).toContainText('预计成交日');

  await page.getByRole('button', { name: '试运行全部行' }).click();
  const trial = page.getByRole('complementary', { name: '试运行' });
  await expect(trial).toContainText(unknown);
  await expect(trial).toContainText('十二万');
  expect((await client.records('opportunity').query({ search: sign })).rows).toHaveLength(0);
  await choose(trial.getByRole('combobox', { name: `「${unknown}」怎么办` }), /^新建/);
  await page.getByRole('button', { name: '再试运行' }).last().click();
  await page.getByRole('button', { name: '导入 3 行，留下 1 行' }).click();

  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  await expect(page.getByText('顺带新建了 1 条被引用的记录。')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载未导入的 1 行' }).click();
  const refused = await readFile(await (await downloading).path(), 'utf8');
  expect(refused).toContain(`${sign}四期`);
  expect(refused).not.toContain(`${sign}一期`);
  const { rows } = await client.records('opportunity').query({ search: sign, sort: ['title'], columns: ['title', 'amount', 'closeOn'] });
  expect(rows.map((row) => [row.title, Number(row.amount), row.closeOn])).toEqual(expect.arrayContaining([[`${sign}一期`, 120000, '2027-03-31'], [`${sign}二期`, 1500.5, '2027-04-15'], [`${sign}三期`, 80000, '2027-05-01']]));

  await page.getByRole('button', { name: '撤销整批导入' }).click();
  await expect(page.getByRole('heading', { name: '这次导入已撤销' })).toBeVisible();
  await page.goto(`/o/opportunity?q=${encodeURIComponent(sign)}`);
  await expect(page.getByText('没有符合条件的记录')).toBeVisible();
  await page.goto(`/o/customer?q=${encodeURIComponent(sign)}`);
  await expect(titles(page)).toHaveText([known]);
});
