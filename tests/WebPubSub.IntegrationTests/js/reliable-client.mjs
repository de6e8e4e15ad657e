// The official client with its default protocol, behind a proxy that kills its sockets like an unreliable network. Usage: node reliable-client.mjs SCENARIO
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { WebPubSubServiceClient } from '@azure/web-pubsub';
import { WebPubSubClient } from '@azure/web-pubsub-client';

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'chat', { allowInsecureConnection: true });
const roles = ['webpubsub.joinLeaveGroup', 'webpubsub.sendToGroup'];
const proxy = await startProxy(new URL(/Endpoint=([^;]*)/.exec(process.env.CONNECTION_STRING)[1]));

async function startProxy(target) {
  const sockets = new Set();
  let isOpen = true;
  let accepted = 0;
  const server = net.createServer(incoming => {
    if (!isOpen) {
      incoming.destroy();
      return;
    }
    accepted++;
    const outgoing = net.connect(Number(target.port), target.hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => { incoming.destroy(); outgoing.destroy(); sockets.delete(socket); });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    accepted: () => accepted,
    kill: () => sockets.forEach(socket => socket.destroy()),
    close() { isOpen = false; this.kill(); },
    open() { isOpen = true; },
  };
}

async function connect(userId, { throughProxy = true, ...options } = {}) {
  const { url } = await service.getClientAccessToken({ userId, roles });
  const address = new URL(url);
  if (throughProxy) {
    address.host = `127.0.0.1:${proxy.port}`;
  }
  const client = new WebPubSubClient(address.href, options);
  const seen = { messages: [], connected: [], disconnected: [] };
  client.on('group-message', e => seen.messages.push(e.message));
  client.on('connected', e => seen.connected.push(e.connectionId));
  client.on('disconnected', e => seen.disconnected.push(e.connectionId));
  await client.start();
  await until(() => seen.connected.length === 1);
  return { client, seen };
}

async function until(condition) {
  for (const end = Date.now() + 25_000; !condition();) {
    assert.ok(Date.now() < end, `waited for ${condition}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

const texts = seen => seen.messages.map(message => message.data);

const scenarios = {
  async recoveryAfterAKilledSocket() {
    const ann = await connect('ann');
    await ann.client.joinGroup('room');
    const before = proxy.accepted();
    proxy.kill();
    await until(() => proxy.accepted() > before);
    await service.group('room').sendToAll('after', { contentType: 'text/plain' });
    await until(() => ann.seen.messages.length === 1);
    assert.deepEqual(texts(ann.seen), ['after']);
    await ann.client.sendToGroup('room', 'own', 'text');
    assert.deepEqual([ann.seen.connected.length, ann.seen.disconnected.length], [1, 0], 'a recovery raises no event');
    assert.equal(await service.connectionExists(ann.seen.connected[0]), true);
  },

  async messagesSentMeanwhileArriveOnce() {
    const ann = await connect('ann');
    await ann.client.joinGroup('room');
    const expected = [];
    for (let round = 0; round < 5; round++) {
      for (let i = 0; i < 20; i++) {
        expected.push(`${round}.${i}`);
        await service.group('room').sendToAll(`${round}.${i}`, { contentType: 'text/plain' });
        if (i === 10) {
          proxy.kill();
        }
      }
    }
    await until(() => ann.seen.messages.length >= expected.length);
    assert.deepEqual(texts(ann.seen), expected);
    assert.equal(ann.seen.connected.length, 1);
  },

  async rejoinAfterALostConnection() {
    const ann = await connect('ann', { reconnectRetryOptions: { retryDelayInMs: 10, mode: 'Fixed' } });
    await ann.client.joinGroup('room');
    await service.closeConnection(ann.seen.connected[0]);
    await until(() => ann.seen.connected.length === 2);
    assert.notEqual(ann.seen.connected[0], ann.seen.connected[1]);
    assert.deepEqual(ann.seen.disconnected, [ann.seen.connected[0]]);
    await service.group('room').sendToAll('to the new one', { contentType: 'text/plain' });
    await until(() => ann.seen.messages.length === 1);
  },

  async groupStream() {
    const { writer, read } = await openStream();
    await writer.write('part 1', 'text');
    await writer.write({ n: 2 }, 'json');
    await writer.write(new Uint8Array([3]).buffer, 'binary');
    await writer.end();
    const { fragments } = await read;
    assert.deepEqual(fragments.map(f => [f.stream.streamSequenceId, f.dataType]), [[1, 'text'], [2, 'json'], [3, 'binary']]);
    assert.deepEqual([fragments[0].data, fragments[1].data, [...new Uint8Array(fragments[2].data)]], ['part 1', { n: 2 }, [3]]);
  },

  async abortedGroupStream() {
    const { writer, read } = await openStream();
    await writer.write('part 1', 'text');
    await writer.abort({ message: 'enough', userErrorCode: 'E42' });
    const { fragments, error } = await read;
    assert.equal(fragments.length, 1);
    assert.match(JSON.stringify(error, Object.getOwnPropertyNames(error)) + JSON.stringify(error.streamError ?? error.errorDetail ?? {}), /UserError|enough/);
  },

  async groupStreamAcrossARecovery() {
    const { writer, read } = await openStream();
    for (let i = 1; i <= 60; i++) {
      await writer.write(i, 'json');
      if (i % 20 === 0) {
        const before = proxy.accepted();
        proxy.kill();
        await until(() => proxy.accepted() > before);
      }
    }
    await writer.end();
    const { fragments } = await read;
    assert.deepEqual(fragments.map(f => f.data), Array.from({ length: 60 }, (_, i) => i + 1));
  },
};

// The publisher is behind the proxy, the reader is not.
async function openStream() {
  const reader = await connect('bob', { throughProxy: false });
  const read = new Promise(resolve => reader.client.onGroupStream(async stream => {
    const fragments = [];
    try {
      for await (const fragment of stream) {
        fragments.push(fragment);
      }
      resolve({ fragments });
    } catch (error) {
      resolve({ fragments, error });
    }
  }));
  await reader.client.joinGroup('stream');
  const publisher = await connect('ann');
  const writer = await publisher.client.openGroupStream('stream');
  return { writer, read };
}

await scenarios[process.argv[2]]();
process.exit(0);
