// The log stream sample in a real browser. Usage: node log-stream-page.mjs URL SCREENSHOT-FOLDER
// Prints "connected", and then expects the three lines of the test.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const [url, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const problems = [];
const page = await (await browser.newContext({ viewport: { width: 900, height: 500 } })).newPage();
page.on('pageerror', error => problems.push(error));
page.on('console', message => message.type() === 'error' && problems.push(message.text()));
await page.goto(url);
await page.getByText('Connected', { exact: true }).waitFor();
await page.getByText('Nothing yet.').waitFor();
console.log('connected');
await page.getByText('Starting <b>engines</b>', { exact: true }).waitFor();
await page.getByText('warn: the second engine is late').waitFor();
await page.getByText('and an indented line').waitFor();
assert.equal(await page.locator('#lines li').count(), 3);
assert.equal(await page.locator('#empty').isVisible(), false);
await page.screenshot({ path: `${folder}/log-stream-light.png` });
await page.emulateMedia({ colorScheme: 'dark' });
await page.setViewportSize({ width: 390, height: 600 });
assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, 'the content fits the width');
await page.screenshot({ path: `${folder}/log-stream-dark-phone.png` });
assert.deepEqual(problems, []);
await browser.close();
process.exit(0);
