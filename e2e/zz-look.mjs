import { start } from './zz-scratch.mjs';
const s = await start();
const { page, shot } = s;
await page.goto('http://127.0.0.1:5191/o/customer', { timeout: 120000 });
await page.waitForSelector('.ws-row .ws-title-link', { timeout: 120000 });
await page.waitForTimeout(2500); await shot('list');
await page.locator('.ws-title-link').nth(1).click(); await page.waitForTimeout(2500); await shot('peek');
await page.goto('http://127.0.0.1:5191/o/customer?group=region&view=team'); await page.waitForTimeout(2500); await shot('group');
console.log(s.errors.join('\n')); await s.browser.close();
