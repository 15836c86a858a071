import { start } from './zz-scratch.mjs';
const s = await start(); const { page } = s;
await page.goto('http://127.0.0.1:5191/o/customer'); await page.waitForSelector('.ws-row .ws-title-link', { timeout: 60000 }); await page.waitForTimeout(800);
await page.locator('.ws-row[aria-rowindex="3"] a').first().click(); await page.waitForTimeout(2000);
const n = async (w) => { await page.waitForTimeout(w); return (await page.locator('.ws-row.is-open').first().getAttribute('aria-rowindex')); };
console.log(await n(100)); await page.keyboard.press(']'); console.log(']', await n(900)); await page.keyboard.press(']'); console.log(']', await n(900)); await page.keyboard.press('['); console.log('[', await n(900)); await page.keyboard.press(']'); await page.keyboard.press(']'); await page.keyboard.press(']'); console.log(']]]', await n(1500)); 
await page.keyboard.press('j'); await page.keyboard.press('j'); await page.keyboard.press('Enter'); console.log('jj Enter', await n(1200)); await page.keyboard.press('x'); await page.waitForTimeout(300); await s.shot('walk');
await s.browser.close();
