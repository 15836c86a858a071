import { start } from './zz-scratch.mjs';
const s = await start(); const { page, shot } = s;
page.on('response', async (r) => { if (/undo|bulk|background-tasks\//.test(r.url())) console.log(r.request().method(), r.url().slice(22), r.status(), (await r.text()).slice(0, 330)); });
await page.goto('http://127.0.0.1:5191/o/customer'); await page.waitForSelector('.ws-row .ws-title-link');
await page.locator('.ws-row[aria-rowindex="3"] .ws-cell-pick').click(); await page.locator('.ws-row[aria-rowindex="7"] .ws-cell-pick').click({ modifiers: ['Shift'] });
await page.locator('.ws-selbar button', { hasText: '删除' }).click(); await page.waitForTimeout(600); await shot('bulk1'); await page.waitForTimeout(4000); console.log(await page.locator('.ws-totals').first().innerText()); await shot('bulk2');
await page.locator('.ws-toast-undo').last().click(); await page.waitForTimeout(3000); console.log(await page.locator('.ws-totals').first().innerText()); await shot('bulk3');
await s.browser.close();
