// The emulator's live page with the chat sample, in a real browser. Usage: node live-page.mjs CHAT-URL SCREENSHOT-FOLDER BROKEN-EMULATOR-URL
// Prints "load" and waits for a line on standard input. Then the test must send load to the second emulator until "longest frame" is printed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chromium } from 'playwright-core';

const [chatUrl, folder, brokenUrl] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const problems = [];

async function open(url, options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })).newPage();
  page.on('pageerror', error => problems.push(error));
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));
  await page.goto(url);
  return page;
}

const lines = page => page.locator('#lines .line');
const line = (page, text) => lines(page).filter({ hasText: text });
const countOf = async (page, pattern) => {
  const text = await page.locator('#counts').textContent();
  return Number((pattern.exec(text)?.[1] ?? '0').replaceAll(/\D/g, ''));
};
const seen = async page => await countOf(page, /of ([\d,.\s]+) shown/) + await countOf(page, /([\d,.\s]+) dropped/);
const until = async condition => {
  for (const end = Date.now() + 25_000; !await condition();) {
    assert.ok(Date.now() < end, `waited for ${condition}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};

async function join(name) {
  const page = await open(chatUrl);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Connected').waitFor();
  return page;
}

const say = async (page, text) => {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
};

// The sample links to the page, and the page shows its traffic: the frame, the event, the REST call and the message to all.
const ada = await join('Ada');
const [live] = await Promise.all([ada.waitForEvent('popup'), ada.getByRole('link', { name: 'Live page' }).click()]);
live.on('pageerror', error => problems.push(error));
await live.setViewportSize({ width: 1400, height: 900 });
const liveUrl = live.url();
await say(ada, 'Hello, who is there?');
for (const text of ['event say', 'POST /api/hubs/chat/:send', 'message {"kind":"said"', 'say {"text":"Hello']) {
  await line(live, text).first().waitFor();
}
await live.locator('#connection-list').getByText('Ada').waitFor();

// Filter, detail and keyboard.
await live.keyboard.press('/');
await live.keyboard.type('REST hello');
await until(async () => await lines(live).count() === 1);
await live.getByText(/filtered out/).waitFor();
await live.keyboard.press('Tab');
await lines(live).last().focus();
await live.keyboard.press('Enter');
await live.locator('#detail').getByText('"text": "Hello, who is there?"').waitFor();
assert.match(await live.locator('#detail').textContent(), /Status202.*Path\/api\/hubs\/chat\/:send\?api-version/s);
await live.keyboard.press('Escape');
await live.locator('#detail').waitFor({ state: 'hidden' });
await live.getByLabel('Filter the trace').fill('');
await live.getByLabel('Messages').uncheck();
await until(async () => await live.locator('.kind.message').count() === 0);
await live.getByLabel('Messages').check();
await lines(live).last().focus();
await live.keyboard.press('Shift+Tab');
assert.equal(await live.evaluate(() => document.activeElement.closest('#lines')), null, 'Shift+Tab moves the focus out of the trace');
await lines(live).last().focus();
await live.keyboard.press('Space');
await live.getByRole('button', { name: 'Resume' }).waitFor();
await live.keyboard.press('Space');
await live.getByRole('button', { name: 'Pause' }).waitFor();
const last = await lines(live).count();
await live.keyboard.press('ArrowUp');
assert.equal(await live.evaluate(() => [...document.querySelectorAll('.line')].indexOf(document.activeElement)), last - 2);

// A pause holds new entries. The page shows them afterwards.
await live.getByRole('button', { name: 'Pause' }).click();
await say(ada, 'While you were away');
await live.getByText(/paused, [1-9]\d* waiting/).waitFor();
assert.equal(await line(live, 'While you were away').count(), 0);
await live.getByRole('button', { name: 'Resume' }).click();
await line(live, 'While you were away').first().waitFor();

// The test client chats with the sample, in each protocol.
for (const [protocol, name] of [['JSON', 'Jane'], ['JSON, reliable', 'Rita'], ['Protobuf', 'Paul'], ['Protobuf, reliable', 'Petra']]) {
  await live.locator('#client-user').fill(name);
  await live.locator('#client-protocol').selectOption({ label: protocol });
  await live.getByRole('button', { name: 'Connect', exact: true }).click();
  await live.locator('#client-status').getByText(`as ${name}`).waitFor();
  await live.locator('#client-action').selectOption('event');
  await live.locator('#client-target').fill('say');
  await live.locator('#client-type').selectOption('json');
  await live.locator('#client-data').fill(`{"text":"I am ${name}"}`);
  await live.locator('#client-data').press('Enter');
  await ada.getByText(`I am ${name}`, { exact: true }).waitFor();
  await say(ada, `Hello ${name}`);
  await live.locator('#client-log').getByText(`Hello ${name}`).waitFor();
  await live.locator('#client-action').selectOption('joinGroup');
  await live.locator('#client-target').fill('garden');
  await live.getByRole('button', { name: 'Send', exact: true }).click();
  await live.locator('#connection-list li').filter({ hasText: name }).getByText('garden').waitFor();
  await live.locator('#client-log').getByText(/success: true/).first().waitFor();
  await live.locator('#connect-form').getByRole('button', { name: 'Close' }).click();
  await live.getByText('Closed: 1000').waitFor();
}

// The page shows why the sample rejected an event. The client sees only an error.
await live.locator('#client-user').fill('Jane');
await live.locator('#client-protocol').selectOption({ label: 'JSON' });
await live.getByRole('button', { name: 'Connect', exact: true }).click();
await live.locator('#client-target').waitFor();
await live.locator('#client-action').selectOption('event');
await live.locator('#client-target').fill('nonsense');
await live.locator('#client-data').fill('{}');
await live.getByRole('button', { name: 'Send', exact: true }).click();
await line(live, 'The event handler answered 400: Unknown event or invalid room').first().waitFor();
await live.locator('#client-log .failed').first().waitFor();
await live.screenshot({ path: `${folder}/live-light.png` });
await line(live, 'The event handler answered 400').first().click();
await live.locator('#detail').getByText('Event handler', { exact: true }).waitFor();
await live.emulateMedia({ colorScheme: 'dark' });
await live.screenshot({ path: `${folder}/live-dark.png` });

// The details of a connection, and a dropped transport.
const jane = live.locator('#connection-list li').filter({ hasText: 'Jane' });
await jane.locator('summary').click();
await jane.getByRole('button', { name: 'Drop transport' }).click();
await live.getByText('Closed: 1006').waitFor();

// A page of another origin cannot read data or create clients.
const elsewhere = await ada.evaluate(async url => {
  const attempt = (path, options) => fetch(new URL(path, url), options).then(() => 'read', error => error.name);
  return [await attempt('live/feed'), await attempt('live/entries/1'), await attempt('live/clients', { method: 'POST', body: '{"hub":"chat"}' })];
}, liveUrl);
assert.deepEqual(elsewhere, ['TypeError', 'TypeError', 'TypeError']);

// The page on a phone.
const phone = await open(liveUrl, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
await lines(phone).first().waitFor();
assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'the content fits the width');
await phone.screenshot({ path: `${folder}/live-phone.png` });
for (const view of ['Connections', 'Test client']) {
  await phone.locator('.views').getByRole('button', { name: view }).click();
  await phone.getByRole('heading', { name: view }).waitFor();
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'the content fits the width');
  await phone.screenshot({ path: `${folder}/live-phone-${view.split(' ')[0].toLowerCase()}.png` });
}

// An unreachable event handler: the page shows the reason within ten seconds.
const broken = await open(brokenUrl);
await broken.locator('#hubs').getByText('broken').waitFor();
await broken.getByRole('button', { name: 'Connect', exact: true }).click();
await broken.locator('#client-target').waitFor();
await broken.locator('#client-data').fill('anyone?');
const before = Date.now();
await broken.getByRole('button', { name: 'Send', exact: true }).click();
await line(broken, /No program listens at http:\/\/127\.0\.0\.1:\d+\. Start the application, or correct the URL/).first().waitFor();
assert.ok(Date.now() - before < 10_000);
await broken.screenshot({ path: `${folder}/live-broken.png` });

// More than 1,000 messages per second: the page stays usable, and its counts are complete.
const start = await seen(broken);
console.log('load');
await once(process.stdin, 'data');
await until(async () => await seen(broken) > start + 500);
const pause = broken.locator('#pause'); // by its ID, because a search for a role or a text visits every line
await pause.click();
await broken.locator('#counts', { hasText: 'paused' }).waitFor();
await pause.click();
await broken.locator('#filter').fill('load');
await lines(broken).filter({ hasText: 'message load' }).first().waitFor();
const gap = await broken.evaluate(() => new Promise(resolve => {
  let longest = 0;
  let previous = performance.now();
  const end = previous + 2000;
  const frame = now => {
    longest = Math.max(longest, now - previous);
    previous = now;
    now < end ? requestAnimationFrame(frame) : resolve(longest);
  };
  requestAnimationFrame(frame);
}));
console.log(`longest frame ${Math.round(gap)} ms`);
assert.ok(gap < 1000, 'the page does not freeze');
const [total] = await once(process.stdin, 'data');
await until(async () => await seen(broken) >= Number(total));
console.log(`counted ${await seen(broken)} of ${Number(total)}: ${await broken.locator('#counts').textContent()}`); // the test compares the numbers
assert.ok(await countOf(broken, /([\d,.\s]+) dropped/) > 0, 'the page drops entries and shows their number');

assert.deepEqual(problems.filter(problem => !/net::ERR|CORS|403|status of/.test(String(problem))), []);
await browser.close();
process.exit(0);
