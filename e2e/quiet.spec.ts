import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { recordOf, titles, windowOf } from './screen.ts';
import { complaintsOf, enter } from './sign-in.ts';

const KILOBYTE = 1024;
const SCRIPT_KILOBYTES = 400;

test('a long walk through every page leaves no error and no warning on the console', async ({ page }) => {
  test.setTimeout(120_000);
  const customer = await make(await as('director'), 'customer', { name: `${mark()}客户` });
  const complaints = complaintsOf(page);
  await enter(page, 'director');
  await expect(page.getByRole('heading', { name: '待办' })).toBeVisible();
  for (const object of ['customer', 'contact', 'opportunity', 'activity', 'task', 'product', 'user', 'department']) {
    await page.goto(`/o/${object}`);
    await page.getByRole('gridcell').locator('.ws-title-link').first().click();
    await expect(page.getByRole('article')).toBeVisible();
  }
  await page.goto(`/o/customer/${customer.id}`);
  const record = recordOf(page, String(customer.name));
  for (const tab of ['联系人', '商机', '跟进', '任务', '下级客户', '附件', '历史']) {
    await record.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await expect(record.getByRole('tab', { name: new RegExp(`^${tab}`) })).toHaveAttribute('aria-selected', 'true');
  }
  await record.getByRole('button', { name: '在窗口中打开' }).click();
  await expect(windowOf(page, String(customer.name)).getByRole('heading', { name: String(customer.name) })).toBeVisible();
  await windowOf(page, String(customer.name)).getByRole('button', { name: '记跟进' }).first().click();
  await expect(page.getByRole('form', { name: '记跟进' })).toBeVisible();
  for (const [address, heading] of [['/o/customer/new', '新建客户'], ['/o/customer/import', '导入客户'], ['/o/customer/recycle', '客户回收站'], ['/operations', '操作记录'], ['/settings', '设置']] as const) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  expect(complaints).toEqual([]);
});

test('before the first list shows, little script has travelled', async ({ page }) => {
  // What comes once the rows stand does not count: the moment is noted by the page itself.
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('.ws-title-link')) return;
      performance.mark('first-list');
      seen.disconnect();
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await enter(page, 'chen', '/o/customer');
  await expect(titles(page).first()).toBeVisible();
  const scripts = await page.evaluate(() => {
    const shown = performance.getEntriesByName('first-list')[0]?.startTime ?? 0;
    return (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((one) => one.name.includes('.js') && one.startTime < shown).map((one) => one.encodedBodySize);
  });
  expect(scripts.length).toBeGreaterThan(0);
  expect(Math.min(...scripts)).toBeGreaterThan(0);
  const kilobytes = scripts.reduce((sum, size) => sum + size, 0) / KILOBYTE;
  expect(kilobytes).toBeLessThanOrEqual(SCRIPT_KILOBYTES);
});

test('the reference of the API opens, and health answers', async ({ page, request }) => {
  const health = await request.get('/api/health');
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'ok' });
  const described = (await (await request.get('/api/docs/json')).json()) as { openapi: string; paths: Record<string, unknown> };
  expect(described.openapi).toMatch(/^3\.1/);
  expect(Object.keys(described.paths)).toEqual(expect.arrayContaining(['/api/customers/query', '/api/customers/{id}']));
  const complaints = complaintsOf(page);
  await page.goto('/api/docs');
  await expect(page.getByText('/api/customers', { exact: false }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});
