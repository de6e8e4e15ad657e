// Pages of this machine and of other origins that connect to the emulator, in a real browser. Usage: node foreign-page.mjs PAGE-PORT EMULATOR-PORT CLIENT-URI REBOUND-CLIENT-URI REBOUND-TOKEN
// The browser resolves evil.example.test to this machine. It is another origin. With the port of the emulator, it is a rebound host name.
import { chromium } from 'playwright-core';

const [pagePort, emulatorPort, clientUri, reboundClientUri, reboundToken] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP evil.example.test 127.0.0.1'],
});

async function open(url) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

const connect = (page, uri) => page.evaluate(target => new Promise(resolve => {
  const socket = new WebSocket(target, 'json.webpubsub.azure.v1');
  socket.onmessage = event => resolve(JSON.parse(event.data).event);
  socket.onerror = () => resolve('refused');
}), uri);

const send = (page, url, token) => page.evaluate(
  async ([target, bearer]) => (await fetch(target, { method: 'POST', body: 'hi', headers: { 'Content-Type': 'text/plain', Authorization: `Bearer ${bearer}` } })).status,
  [url, token]);

console.log('local', await connect(await open(`http://localhost:${pagePort}/`), clientUri));
console.log('foreign', await connect(await open(`http://evil.example.test:${pagePort}/`), clientUri));
const local = await open(`http://localhost:${pagePort}/`);
await local.evaluate(() => new Promise(resolve => {
  const frame = document.createElement('iframe'); // a sandboxed frame has the origin null
  frame.sandbox = 'allow-scripts';
  frame.srcdoc = '<p>no origin</p>';
  frame.onload = resolve;
  document.body.append(frame);
}));
console.log('null', await connect(local.frames()[1], clientUri));
const rebound = await open(`http://evil.example.test:${emulatorPort}/api/health`);
console.log('rebound', await connect(rebound, reboundClientUri));
console.log('rebound send', await send(rebound, `http://evil.example.test:${emulatorPort}/api/hubs/chat/:send`, reboundToken));
await browser.close();
