// The official client, which sends events through the emulator to a .NET hub.
import assert from 'node:assert/strict';
import { WebPubSubServiceClient } from '@azure/web-pubsub';
import { WebPubSubClient, WebPubSubJsonProtocol } from '@azure/web-pubsub-client';

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'echo', { allowInsecureConnection: true });
const { url } = await service.getClientAccessToken({ userId: 'ann' });
const client = new WebPubSubClient(url, { protocol: WebPubSubJsonProtocol(), autoReconnect: false });
const messages = [];
client.on('server-message', e => messages.push(e.message.data));
await client.start();
await client.sendEvent('say', 'hi', 'text');
await client.sendEvent('say', { a: 1 }, 'json');
assert.deepEqual(messages.filter(message => message.includes('#')), ['hi #1', '{"a":1} #2'], 'each reply comes before its ack');
client.stop();
process.exit(0);
