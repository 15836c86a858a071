process.env.BASE = 'http://127.0.0.1:5192';
const { start } = await import('./zz-scratch.mjs');
const s = await start(); const { page, shot } = s; const B = process.env.BASE;
let queries = 0; page.on('request', (r) => { if (r.url().endsWith('customers/query')) queries++; });
await page.goto(`${B}/o/customer`); await page.waitForSelector('.ws-row .ws-title-link', { timeout: 60000 }); await page.waitForTimeout(1500);
console.log('totals', (await page.locator('.ws-totals').first().innerText()).replace(/\n/g, ' '), 'rows in dom', await page.locator('.ws-row').count());
await page.locator('.ws-totals button').click(); await page.waitForTimeout(2500); console.log('exact', (await page.locator('.ws-totals').first().innerText()).replace(/\n/g, ' '));
const frames = await page.evaluate(() => new Promise((done) => { const g = document.querySelector('.ws-grid'); const t = []; let last = performance.now(); let n = 0; const tick = () => { const now = performance.now(); t.push(now - last); last = now; g.scrollTop += 160; if (++n < 240) requestAnimationFrame(tick); else done(t.sort((a, b) => a - b)); }; requestAnimationFrame(tick); }));
const q = (p) => frames[Math.floor(frames.length * p)].toFixed(1); console.log('frames p50', q(.5), 'p95', q(.95), 'max', q(.999), 'queries', queries);
const codes = async () => page.evaluate(() => { const g = document.querySelector('.ws-grid'); const box = g.getBoundingClientRect(); return [...document.querySelectorAll('.ws-row:not(.ws-row-blank)')].filter((r) => { const b = r.getBoundingClientRect(); return b.top >= box.top && b.bottom <= box.bottom; }).map((r) => [Number(r.getAttribute('aria-rowindex')) - 2, r.querySelector('[data-column=code]').textContent]).sort((a, b) => a[0] - b[0]); });
const check = async (w) => { const c = await codes(); const wrong = c.filter(([i, code]) => code !== `C-${10000 + i}` && code.length > 2); console.log(w, 'shown', c.length, 'wrong', wrong.length, c[0], 'dom', await page.locator('.ws-row').count(), 'queries', queries); };
await page.waitForTimeout(800); await check('after scroll');
for (const line of [20000, 39000, 5, 39990]) { await page.evaluate((t) => { document.querySelector('.ws-grid').scrollTop = t * 32; }, line); await page.waitForTimeout(900); await check(`jump ${line}`); }
const t0 = Date.now(); await page.evaluate(() => { document.querySelector('.ws-grid').scrollTop = 60000 * 32; }); await page.waitForTimeout(500); await shot('skeleton'); for (let i = 0; i < 60; i++) { if ((await codes()).length > 10) break; await page.waitForTimeout(500); } console.log('jump 60000 took', Date.now() - t0); await check('jump 60000');
await page.evaluate(() => { document.querySelector('.ws-grid').scrollTop = 50000 * 32; }); await page.waitForTimeout(900); await check('back 50000');
console.log('heap MB', await page.evaluate(() => Math.round(performance.memory.usedJSHeapSize / 1e6)));
console.log(s.errors.slice(0, 5).join('\n')); await s.browser.close();
