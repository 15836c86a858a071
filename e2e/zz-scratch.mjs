import { chromium } from '@playwright/test';
const base = process.env.BASE ?? 'http://127.0.0.1:5191';
export async function start({ width = 1440, height = 900, dark = false, locale = 'zh-CN', login = 'admin' } = {}) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width, height }, locale, timezoneId: 'Asia/Shanghai' });
  await context.addInitScript(([d, l]) => { localStorage.setItem('ws.theme', d ? 'dark' : 'light'); localStorage.setItem('ws.locale', l); }, [dark, locale]);
  const page = await context.newPage();
  const errors = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') errors.push(`${m.type()} ${m.text().slice(0, 400)}`); });
  page.on('pageerror', (e) => errors.push(`PAGE ${e.message} ${e.stack?.slice(0, 600)}`));
  await page.goto(`${base}/login`, { waitUntil: 'networkidle', timeout: 120000 });
  if (page.url().includes('/login')) {
    const inputs = page.locator('form input');
    await inputs.nth(0).fill(login); await inputs.nth(1).fill('wellspring-demo-1');
    await page.locator('form button[type=submit]').click();
    await page.waitForURL((u) => !u.pathname.includes('/login'), { timeout: 60000 });
  }
  return { browser, page, errors, shot: (n) => page.screenshot({ path: `/tmp/web-list/shots/${n}.png` }) };
}
