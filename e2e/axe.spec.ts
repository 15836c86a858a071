import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { entryOf, recordOf, titles, windowOf } from './screen.ts';
import { enter } from './sign-in.ts';

/** What axe finds serious or critical, one line a finding, as a reader of the report needs it. */
async function findings(page: Page, screen: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${screen}: ${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`));
}

// Roles and names are the same in every theme; in the second one only its colours are looked at.
for (const [theme, label, rules] of [['light', '浅色', undefined], ['dark', '深色', ['color-contrast']]] as [string, string, string[] | undefined][]) {
  test(`no screen has a serious finding of axe, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const found: string[] = [];
    const look = async (screen: string): Promise<void> => { found.push(...await findings(page, screen, rules)); };
    const customer = await make(await as('director'), 'customer', { name: `${mark()}客户`, level: 'A', city: '绍兴' });
    const theming = async (): Promise<void> => {
      await page.getByRole('button', { name: '主题', exact: true }).click();
      await entryOf(page, label).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expect(page.getByRole('menu')).toHaveCount(0);
    };
    await page.goto('/login');
    await theming();
    await look('login');
    await enter(page, 'director');
    await theming();
    await expect(page.getByRole('heading', { name: '待办' })).toBeVisible();
    await look('workbench');
    await page.goto('/o/customer');
    await expect(titles(page).first()).toBeVisible();
    await look('list');
    await page.goto(`/o/customer/${customer.id}`);
    await expect(recordOf(page, String(customer.name))).toBeVisible();
    await look('record');
    await recordOf(page, String(customer.name)).getByRole('button', { name: '在窗口中打开' }).click();
    await expect(windowOf(page, String(customer.name)).getByRole('tablist')).toBeVisible();
    await look('window');
    await page.goto('/o/customer/new');
    await page.getByRole('button', { name: '更多字段' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await look('form');
    for (const [address, heading] of [['/o/customer/import', '导入客户'], ['/operations', '操作记录'], ['/settings', '设置']] as const) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await look(address);
    }
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(found).toEqual([]);
  });
}
