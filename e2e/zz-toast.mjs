import { start } from './zz-scratch.mjs';
const s = await start(); const { page } = s;
await page.goto('http://127.0.0.1:5191/o/customer?view=nonsense&sort=zzz'); await page.waitForSelector('.ws-toast'); await page.waitForTimeout(300); console.log(await page.locator('.ws-toast').first().evaluate((e) => e.outerHTML + getComputedStyle(e).color)); await s.shot('badurl'); await s.browser.close();
