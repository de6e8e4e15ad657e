// The official client or service client. Reads commands line by line, executes them, and prints results and events.
// Usage: node told-client.mjs plain|reliable|service
import { createInterface } from 'node:readline';
import { WebPubSubServiceClient } from '@azure/web-pubsub';
import { WebPubSubClient, WebPubSubJsonProtocol } from '@azure/web-pubsub-client';

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'chat', { allowInsecureConnection: true });
const roles = ['webpubsub.joinLeaveGroup', 'webpubsub.sendToGroup'];
let client;

const commands = {
  start: () => client.start(),
  stop: () => client.stop(),
  join: group => client.joinGroup(group),
  sendToGroup: (group, text) => client.sendToGroup(group, text, 'text'),
  event: (name, text) => client.sendEvent(name, text, 'text'),
  sendToAll: text => service.sendToAll(text, { contentType: 'text/plain' }),
};

if (process.argv[2] !== 'service') {
  const credential = { getClientAccessUrl: async () => (await service.getClientAccessToken({ userId: 'ann', roles })).url };
  client = new WebPubSubClient(credential, {
    ...(process.argv[2] === 'plain' ? { protocol: WebPubSubJsonProtocol() } : {}),
    messageRetryOptions: { maxRetries: 0 },
    reconnectRetryOptions: { retryDelayInMs: 10, mode: 'Fixed' },
  });
  client.on('connected', e => console.log(`connected ${e.connectionId}`));
  client.on('disconnected', e => console.log(`disconnected ${e.connectionId}`));
  client.on('stopped', () => console.log('stopped'));
  client.on('group-message', e => console.log(`message ${e.message.data}`));
  client.on('server-message', e => console.log(`message ${e.message.data}`));
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  if (command === 'exit') {
    process.exit(0);
  }
  commands[command](...rest).then(
    () => console.log(`${command} done`),
    error => console.log(`${command} failed ${error.statusCode ?? error.errorDetail?.name ?? error.message}`));
}
