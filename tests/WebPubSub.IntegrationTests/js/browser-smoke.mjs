// Opens a page and prints its console. Usage: node browser-smoke.mjs URL
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
const done = new Promise((resolve, reject) => {
  page.on('pageerror', reject);
  page.on('console', message => {
    console.log(message.text());
    if (message.text() === 'done') {
      resolve();
    }
  });
});
await page.goto(process.argv[2]);
await done;
await browser.close();
process.exit(0);
