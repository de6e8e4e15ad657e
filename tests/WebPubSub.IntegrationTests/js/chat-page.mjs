// Two users of the chat sample in a real browser. Usage: node chat-page.mjs URL SCREENSHOT-FOLDER
// Prints "restart the server" and waits for a line on standard input before it continues.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chromium } from 'playwright-core';

const [url, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function open(options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1100, height: 760 }, ...options })).newPage();
  page.on('pageerror', error => { throw error; });
  await page.goto(url);
  return page;
}

async function join(page, name) {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Connected').waitFor();
}

const say = async (page, text) => {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
};
const enter = async (page, room) => {
  await page.getByLabel('Room to enter').fill(room);
  await page.getByRole('button', { name: 'Enter the room' }).click();
};
const sees = (page, text) => page.getByText(text, { exact: true }).waitFor();

const ada = await open();
const grace = await open({ colorScheme: 'dark' });
await ada.screenshot({ path: `${folder}/chat-join.png` });
await join(ada, 'Ada');
await join(grace, 'Grace');
await sees(ada, 'Grace joined.');
await say(ada, 'Hello <b>everyone</b>!');
await sees(grace, 'Hello <b>everyone</b>!');
await say(grace, '/who');
await sees(grace, 'Here: Ada, Grace.');
assert.equal(await ada.getByText('Here: Ada, Grace.').count(), 0, 'only the sender receives the reply');

await enter(ada, 'engine');
await sees(ada, 'engine: Ada entered the room.');
await say(ada, 'Is anyone here?');
await sees(ada, 'Is anyone here?');
await enter(grace, 'engine');
await sees(ada, 'engine: Grace entered the room.');
await say(grace, 'I am now.');
await sees(ada, 'I am now.');
assert.equal(await grace.getByText('Is anyone here?').count(), 0, 'a new member does not receive earlier messages');
await grace.getByRole('button', { name: 'Leave engine' }).click();
await sees(ada, 'engine: Grace left the room.');
await say(ada, 'Gone already?');
await sees(ada, 'Gone already?');
await say(grace, '/help');
await grace.getByText('Type /who').waitFor();
assert.equal(await grace.getByText('Gone already?').count(), 0, 'a former member does not receive later messages');
await enter(grace, '..');
await sees(grace, 'The chat did not take that.');
assert.equal(await grace.getByRole('button', { name: '..', exact: true }).count(), 0, 'an invalid room is not listed');
await enter(grace, 'engine');
await grace.getByRole('button', { name: 'Leave engine' }).waitFor();
await ada.screenshot({ path: `${folder}/chat.png` });
await grace.screenshot({ path: `${folder}/chat-dark.png` });
await grace.setViewportSize({ width: 390, height: 780 });
await grace.screenshot({ path: `${folder}/chat-phone.png` });

console.log('restart the server');
await ada.getByText('Reconnecting…').waitFor();
await once(process.stdin, 'data');
await ada.getByText('Connected').waitFor();
await grace.getByText('Connected').waitFor();
await say(ada, 'We are back, in the same room.');
await sees(grace, 'We are back, in the same room.');

await grace.close();
await sees(ada, 'Grace left.');
await browser.close();
process.exit(0);
