// usage: node --import tsx e2e/shot.tmp.mts <login> <locale> <theme> <path> <out> [WxH]
import { chromium } from '@playwright/test';
const [login, locale, theme, path, out, size = '1440x900', ...steps] = process.argv.slice(2) as string[];
const [width, height] = size.split('x').map(Number);
const base = process.env.BASE ?? 'http://127.0.0.1:3900';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const ctx = await browser.newContext({ viewport: { width: width!, height: height! }, locale });
const page = await ctx.newPage();
page.on('console', (m) => { if (m.type() === 'error') console.log('console:', m.text().slice(0, 300)); });
page.on('pageerror', (e) => console.log('pageerror:', e.message.slice(0, 300)));
await page.goto(base + '/login');
await page.evaluate(([l, t]) => { localStorage.setItem('locale', l!); localStorage.setItem('theme', t!); localStorage.setItem('ws.locale', l!); localStorage.setItem('ws.theme', t!); }, [locale, theme]);
if (login !== '-') {
  await page.reload();
  await page.waitForTimeout(800);
  const inputs = page.locator('input');
  await inputs.nth(0).fill(login!);
  await page.locator('input[type=password]').fill('demo-password-1');
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => !u.pathname.startsWith('/login'), { timeout: 10000 }).catch((e) => console.log(String(e).slice(0, 200)));
  await page.goto(base + path);
} else await page.goto(base + path);
await page.waitForTimeout(2000);
for (const step of steps) { const [verb, ...rest] = step.split(':'); const arg = rest.join(':');
  if (verb === 'click') await page.locator(arg).first().click({ timeout: 5000 }); if (verb === 'dbl') await page.locator(arg).first().dblclick(); if (verb === 'hover') await page.locator(arg).first().hover(); if (verb === 'key') await page.keyboard.press(arg); if (verb === 'type') await page.keyboard.type(arg, { delay: 20 }); if (verb === 'wait') await page.waitForTimeout(Number(arg)); if (verb === 'text') await page.getByText(arg, { exact: true }).first().click({ timeout: 5000 });
  await page.waitForTimeout(500); }
await page.screenshot({ path: out! });
console.log('url', page.url());
await browser.close();
