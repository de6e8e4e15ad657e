// An Express app with the official event handler, and a client whose events the emulator sends to it. No code here is specific to the emulator.
import assert from 'node:assert/strict';
import express from 'express';
import { WebPubSubEventHandler } from '@azure/web-pubsub-express';
import { WebPubSubServiceClient } from '@azure/web-pubsub';
import { WebPubSubClient, WebPubSubJsonProtocol, WebPubSubJsonReliableProtocol } from '@azure/web-pubsub-client';

const protocol = process.argv[2] === 'plain' ? WebPubSubJsonProtocol() : WebPubSubJsonReliableProtocol();
const seen = [];
let ended;
const disconnected = new Promise(resolve => ended = resolve);
const handler = new WebPubSubEventHandler('chat', {
  handleConnect(request, response) {
    seen.push(`connect ${request.context.userId} ${request.claims.sub} ${request.subprotocols} ${request.queries.tag}`);
    response.setState('greeted', true);
    response.success({ userId: `${request.context.userId}!`, groups: ['room'], roles: ['webpubsub.sendToGroup', 'webpubsub.joinLeaveGroup'] });
  },
  onConnected: request => seen.push(`connected ${request.context.userId} ${request.context.states.greeted}`),
  handleUserEvent(request, response) {
    const count = (request.context.states.count ?? 0) + 1;
    response.setState('count', count);
    seen.push(`${request.context.eventName} ${request.dataType} ${JSON.stringify(request.data)} ${request.context.states.greeted} ${count}`);
    if (request.context.eventName === 'refused') {
      response.fail(400, 'no');
    } else {
      response.success(`reply ${count}`, 'text');
    }
  },
  onGroupJoined: request => seen.push(`joined ${request.group} ${request.context.userId}`),
  onGroupLeft: request => seen.push(`left ${request.group} ${request.context.userId}`),
  onDisconnected(request) {
    seen.push(`disconnected ${request.context.userId} ${request.context.states.count}`);
    ended();
  },
});

const app = express();
app.use(handler.getMiddleware());
const server = await new Promise(resolve => { const s = app.listen(Number(process.env.PORT), '127.0.0.1', () => resolve(s)); });
assert.equal(handler.path, '/api/webpubsub/hubs/chat/');

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'chat', { allowInsecureConnection: true });
const { url } = await service.getClientAccessToken({ userId: 'ann' });
const client = new WebPubSubClient(`${url}&tag=a`, { protocol, autoReconnect: false, messageRetryOptions: { maxRetries: 1, retryDelayInMs: 1 } });
const messages = [];
client.on('server-message', e => messages.push(e.message.data));
client.on('group-message', e => messages.push(`group ${e.message.data}`));
const connected = new Promise(resolve => client.on('connected', resolve));
await client.start();
assert.equal((await connected).userId, 'ann!');

await client.sendEvent('first', 'hi', 'text');
await client.sendEvent('second', { a: 1 }, 'json');
await assert.rejects(client.sendEvent('refused', 1, 'json'), error => error.errorDetail.name === 'InternalServerError');
await client.sendToGroup('room', 'from the connect reply', 'text');
assert.deepEqual(messages, ['reply 1', 'reply 2', 'group from the connect reply']);
await client.joinGroup('hall');
await client.leaveGroup('hall');
const invoked = await client.invokeEvent('third', [1, 2], 'json');
assert.deepEqual([invoked.dataType, invoked.data], ['text', 'reply 3'], 'the invocation returns an answer and sends no message');
await assert.rejects(client.invokeEvent('refused', 1, 'json'), error => error.errorDetail.name === 'InternalServerError');
assert.equal(messages.length, 3);
client.stop();
await disconnected;

assert.equal(seen[0], `connect ann ann ${protocol.name} a`);
assert.ok(seen.includes('connected ann! true'), seen);
assert.deepEqual(
  seen.filter(line => /^(first|second|third)/.test(line)), ['first text "hi" true 1', 'second json {"a":1} true 2', 'third json [1,2] true 3']);
assert.ok(seen.includes('joined hall ann!') && seen.includes('left hall ann!'), seen);
assert.ok(seen.includes('disconnected ann! 3'), seen);
server.close();
process.exit(0);
