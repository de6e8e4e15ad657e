// The test cases of the official packages, rewritten because the original suites need a recorder or a resource: hubs, groups and integration of
// @azure/web-pubsub, integration and streaming of @azure/web-pubsub-client. Usage: node official-cases.mjs SUITE
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { AzureKeyCredential, WebPubSubServiceClient, odata } from '@azure/web-pubsub';
import { WebPubSubClient } from '@azure/web-pubsub-client';

const connectionString = process.env.CONNECTION_STRING;
const [, endpoint, key] = /Endpoint=([^;]*);AccessKey=([^;]*);/.exec(connectionString);
const insecure = { allowInsecureConnection: true };
const service = (hub, options) => new WebPubSubServiceClient(connectionString, hub, { ...insecure, ...options });
const text = { contentType: 'text/plain' };
const filterError = "Invalid syntax for 'invalid filter': Syntax error at position 14 in 'invalid filter'. (Parameter 'filter')";
const status = async call => {
  let seen;
  await call({ onResponse: response => seen = response.status });
  return seen;
};
const rejects = (promise, statusCode, message) => assert.rejects(promise, error => {
  assert.equal(error.name, 'RestError');
  assert.equal(error.statusCode, statusCode);
  return message === undefined || JSON.parse(error.message).message === message;
});
const payload = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const threeKinds = async send => {
  assert.equal(await status(o => send('hello', { ...text, ...o })), 202);
  assert.equal(await status(o => send({ x: 1, y: 2 }, o)), 202);
  assert.equal(await status(o => send(new Uint8Array(10).buffer, o)), 202);
};

// A token credential like those of @azure/identity. The emulator issues its tokens.
const credential = {
  async getToken(scopes) {
    const response = await fetch(`${endpoint}/identity/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'me', client_secret: key, scope: [scopes].flat()[0] }),
    });
    const { access_token: token, expires_in: seconds } = await response.json();
    return { token, expiresOnTimestamp: Date.now() + seconds * 1000 };
  },
};

async function socket(url, ...protocols) {
  const frames = [];
  const waiting = [];
  const ws = new WebSocket(url, protocols);
  ws.binaryType = 'arraybuffer';
  ws.onmessage = ({ data }) => waiting.length ? waiting.shift()(data) : frames.push(data);
  await once(ws, 'open');
  return { ws, next: async () => frames.length ? frames.shift() : new Promise(resolve => waiting.push(resolve)) };
}

const clients = [];
async function client(hub, userId, ...roles) {
  const { url } = await service(hub).getClientAccessToken({ userId, roles: roles.map(role => `webpubsub.${role}`) });
  const made = new WebPubSubClient(url, { autoReconnect: false });
  clients.push(made);
  const messages = [];
  const waiting = [];
  const take = ({ message }) => waiting.length ? waiting.shift()(message) : messages.push(message);
  made.on('group-message', take);
  made.on('server-message', take);
  const connected = new Promise(resolve => made.on('connected', resolve));
  await made.start();
  return { client: made, connected: await connected, next: async () => messages.length ? messages.shift() : new Promise(resolve => waiting.push(resolve)) };
}

const hub = service('simplechat');
const group = hub.group('group');

const hubs = {
  'can be created with a connection string, a key or a credential'() {
    assert.equal(new WebPubSubServiceClient(connectionString, 'test-hub', { retryOptions: { maxRetries: 2 } }).hubName, 'test-hub');
    assert.equal(new WebPubSubServiceClient(endpoint, new AzureKeyCredential(key), 'test-hub').hubName, 'test-hub');
    assert.equal(new WebPubSubServiceClient(endpoint, credential, 'test-hub').hubName, 'test-hub');
  },
  'can broadcast': () => threeKinds((m, o) => hub.sendToAll(m, o)),
  async 'can broadcast with filter'() {
    assert.equal(await status(o => hub.sendToAll('hello', { ...text, filter: "userId ne 'user1'", messageTtlSeconds: 60, ...o })), 202);
    await rejects(hub.sendToAll('hello', { ...text, filter: 'invalid filter' }), 400, filterError);
  },
  async 'can broadcast using APIM'() {
    let proxied = 0;
    const proxy = http.createServer((incoming, outgoing) => {
      proxied++;
      incoming.pipe(http.request(endpoint + incoming.url, { method: incoming.method, headers: { ...incoming.headers, host: new URL(endpoint).host } },
        answer => { outgoing.writeHead(answer.statusCode, answer.headers); answer.pipe(outgoing); }));
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const through = service('simplechat', { reverseProxyEndpoint: `http://127.0.0.1:${proxy.address().port}` });
    await threeKinds((m, o) => through.sendToAll(m, o));
    assert.equal(proxied, 3);
    proxy.close();
  },
  'can send messages to a user': () => threeKinds((m, o) => hub.sendToUser('brian', m, o)),
  async 'can send to a user with filter and lifetime'() {
    assert.equal(await status(o => hub.sendToUser('vic', 'hello', { ...text, filter: "userId ne 'user1'", ...o })), 202);
    assert.equal(await status(o => hub.sendToUser('brian', 'hello', { ...text, messageTtlSeconds: 60, ...o })), 202);
    await rejects(hub.sendToUser('brian', 'hello', { ...text, filter: 'invalid filter' }), 400, filterError);
  },
  'can send messages to a connection': () => threeKinds((m, o) => hub.sendToConnection('xxxx', m, { messageTtlSeconds: 60, ...o })),
  'can broadcast with excludedConnections': () => threeKinds((m, o) => hub.sendToAll(m, { excludedConnections: ['xxxx', 'yyyy'], ...o })),
  async 'can manage users and connections'() {
    assert.equal(await hub.userExists('foo'), false);
    assert.equal(await hub.connectionExists('xxx'), false);
    assert.equal(await hub.groupExists('foo'), false);
    assert.equal(await status(o => hub.removeUserFromAllGroups('brian', o)), 204);
    assert.equal(await status(o => hub.removeConnectionFromAllGroups('xxx', o)), 204);
  },
  async 'can close connections with reason'() {
    const reason = { reason: 'test reason' };
    assert.equal(await status(o => hub.closeConnection('xxxx', { ...reason, ...o })), 204);
    assert.equal(await status(o => hub.closeUserConnections('xxxx', { ...reason, ...o })), 204);
    assert.equal(await status(o => hub.closeAllConnections({ ...reason, ...o })), 204);
  },
  async 'can grant, check and revoke permissions'() {
    await rejects(hub.grantPermission('xxx', 'joinLeaveGroup', { targetName: 'x' }), 404);
    assert.equal(await hub.hasPermission('xxxx', 'joinLeaveGroup', { targetName: 'x' }), false);
    await hub.revokePermission('invalid-id', 'joinLeaveGroup', { targetName: 'x' });
    await rejects(hub.revokePermission('xxxx', 'joinLeaveGroup'), 400);
  },
  async 'can generate client tokens of each protocol'() {
    for (const [clientProtocol, path] of [[undefined, 'client'], ['default', 'client'], ['mqtt', 'clients/mqtt'], ['socketio', 'clients/socketio']]) {
      await checkToken(hub, clientProtocol, path);
    }
  },
};

async function checkToken(of, clientProtocol, path) {
  const { url, token } = await of.getClientAccessToken({ userId: 'brian', groups: ['group1'], clientProtocol });
  assert.ok(new URL(url).searchParams.has('access_token'));
  assert.equal(new URL(url).host, new URL(of.endpoint).host);
  assert.equal(new URL(url).pathname, `/${path}/hubs/${of.hubName}`);
  assert.equal(payload(token).aud, `${of.endpoint}${path}/hubs/${of.hubName}`);
}

// The official client sends identity tokens over HTTPS only.
const identity = {
  async 'can broadcast using a token credential'() {
    const identified = new WebPubSubServiceClient(endpoint + '/', credential, 'simplechat');
    await threeKinds((m, o) => identified.sendToAll(m, o));
  },
  async 'can generate client tokens of each protocol using a token credential'() {
    const identified = new WebPubSubServiceClient(endpoint + '/', credential, 'simplechat');
    for (const [clientProtocol, path] of [['default', 'client'], ['mqtt', 'clients/mqtt'], ['socketio', 'clients/socketio']]) {
      await checkToken(identified, clientProtocol, path);
    }
  },
};

const groups = {
  'can broadcast to groups': () => threeKinds((m, o) => group.sendToAll(m, o)),
  async 'can broadcast to group with filter and excludedConnections'() {
    assert.equal(await status(o => group.sendToAll('hello', { ...text, filter: "userId ne 'user1'", messageTtlSeconds: 60, ...o })), 202);
    assert.equal(await status(o => group.sendToAll('hello', { ...text, excludedConnections: ['xxxx'], ...o })), 202);
    await rejects(group.sendToAll('hello', { ...text, filter: 'invalid filter' }), 400, filterError);
  },
  async 'can manage connections and users'() {
    await rejects(group.addConnection('xxxx'), 404);
    assert.equal(await status(o => group.removeConnection('xxxx', o)), 204);
    await client('simplechat', 'brian');
    assert.equal(await status(o => group.addUser('brian', o)), 200);
    assert.equal(await status(o => group.removeUser('brian', o)), 204);
  },
  async 'can close all connections with reason'() {
    assert.equal(await status(o => group.closeAllConnections({ reason: 'test reason', ...o })), 204);
  },
  async 'can join and leave multiple groups with filter'() {
    assert.equal(await status(o => hub.addConnectionsToGroups(['group1', 'group2'], "userId eq 'user 1'", o)), 200);
    assert.equal(await status(o => hub.removeConnectionsFromGroups(['group1', 'group2'], "userId eq 'user 1'", o)), 200);
    await rejects(hub.addConnectionsToGroups(['group1', 'group2'], 'invalid filter'), 400, filterError);
    await rejects(hub.removeConnectionsFromGroups(['group1', 'group2'], 'invalid filter'), 400, filterError);
  },
  async 'can list connections by number and page'() {
    const listing = service('listing');
    const { url } = await listing.getClientAccessToken({ groups: ['group1'] });
    const sockets = await Promise.all(Array.from({ length: 6 }, () => socket(url, 'json.webpubsub.azure.v1')));
    const ids = await Promise.all(sockets.map(async each => JSON.parse(await each.next()).connectionId));
    for (const [top, maxPageSize, expected] of [[undefined, 2, 6], [5, 2, 5], [3, undefined, 3], [6, undefined, 6]]) {
      const pages = [];
      for await (const page of (await listing.group('group1').listConnections({ top, maxPageSize })).byPage()) {
        pages.push(page);
      }
      const members = pages.flat();
      assert.equal(members.length, expected);
      assert.ok(pages.every(page => page.length <= (maxPageSize ?? 6)));
      assert.equal(new Set(members.map(member => member.connectionId)).size, expected);
      assert.ok(members.every(member => ids.includes(member.connectionId)));
    }
    sockets.forEach(({ ws }) => ws.close());
  },
};

const end = Uint8Array.of(5, 1, 1);
const isEnd = (data, id) => data instanceof ArrayBuffer && Buffer.from(data).equals(Buffer.from(id === undefined ? [5, 1, 1] : [5, 1, 1, id]));

const integration = {
  async 'simple clients receive messages of each content type'() {
    const of = service('SimpleClientCanReceiveMessage');
    const { ws, next } = await socket((await of.getClientAccessToken()).url);
    await of.sendToAll({ message: 'Hello world!' });
    await of.sendToAll('Hi there!', text);
    await of.sendToAll(end);
    assert.equal(await next(), '{"message":"Hello world!"}');
    assert.equal(await next(), 'Hi there!');
    assert.ok(isEnd(await next()));
    ws.close();
  },
  async 'simple clients receive messages of the groups of their token'() {
    const of = service('SimpleClientCanReceiveGroupMessage');
    const { ws, next } = await socket((await of.getClientAccessToken({ groups: ['group1', 'group2'] })).url);
    await of.group('group1').sendToAll({ message: 'from group1' });
    await of.group('group2').sendToAll(Uint8Array.of(5, 1, 1, 1));
    await of.group('group2').sendToAll('from group2', text);
    await of.group('group2').sendToAll(Uint8Array.of(5, 1, 1, 2));
    assert.equal(await next(), '{"message":"from group1"}');
    assert.ok(isEnd(await next(), 1));
    assert.equal(await next(), 'from group2');
    assert.ok(isEnd(await next(), 2));
    ws.close();
  },
  async 'subprotocol clients receive messages of each content type'() {
    const of = service('PubSubClientCanReceiveMessage');
    const { ws, next } = await socket((await of.getClientAccessToken()).url, 'json.webpubsub.azure.v1');
    assert.equal(JSON.parse(await next()).event, 'connected');
    await of.sendToAll({ message: 'Hello world!' });
    await of.sendToAll('Hi there!', text);
    await of.sendToAll(end);
    assert.equal(await next(), '{"type":"message","from":"server","dataType":"json","data":{"message":"Hello world!"}}');
    assert.equal(await next(), '{"type":"message","from":"server","dataType":"text","data":"Hi there!"}');
    assert.equal(await next(), '{"type":"message","from":"server","dataType":"binary","data":"BQEB"}');
    ws.close();
  },
  async 'clients receive messages with filters'() {
    const of = service('ClientCanReceiveMessageWithFilters');
    const { ws, next } = await socket((await of.getClientAccessToken({ groups: ['groupA'] })).url);
    await of.sendToAll({ message: 'anonymous' }, { filter: 'userId eq null', messageTtlSeconds: 60 });
    await of.sendToAll('missing', { ...text, filter: 'userId ne null' });
    await of.sendToAll('in A', { ...text, filter: odata`${'groupA'} in groups and not(${'groupB'} in groups)`, messageTtlSeconds: 60 });
    assert.equal(await next(), '{"message":"anonymous"}');
    assert.equal(await next(), 'in A');
    ws.close();
  },
  async 'clients join and leave multiple groups with filter'() {
    const of = service('ClientsCanJoinOrLeaveMultipleGroupsWithFilter');
    const { url } = await of.getClientAccessToken({ userId: 'user 1' });
    const both = [await socket(url), await socket(url)];
    await of.addConnectionsToGroups(['group1', 'group2'], "userId eq 'user 1'");
    const filter = "'group1' in groups and 'group2' in groups";
    await of.sendToAll({ message: 'Hi json!' }, { filter });
    await of.sendToAll('Hi text!', { ...text, filter });
    await of.sendToAll(Uint8Array.of(5, 1, 1, 2), { filter });
    await of.removeConnectionsFromGroups(['group2'], "userId eq 'user 1'");
    await of.sendToAll('unheard', { ...text, filter });
    await of.sendToAll('the end', text);
    for (const { ws, next } of both) {
      assert.equal(await next(), '{"message":"Hi json!"}');
      assert.equal(await next(), 'Hi text!');
      assert.ok(isEnd(await next(), 2));
      assert.equal(await next(), 'the end');
      ws.close();
    }
  },
};

const clientIntegration = {
  async 'connects and emits the connected event'() {
    const { connected } = await client('integration', 'receiver-1', 'joinLeaveGroup');
    assert.ok(connected.connectionId);
    assert.equal(connected.userId, 'receiver-1');
  },
  async 'joins a group and receives its messages'() {
    const sender = await client('integration', 'sender', 'joinLeaveGroup', 'sendToGroup');
    const receiver = await client('integration', 'receiver', 'joinLeaveGroup');
    await receiver.client.joinGroup('group');
    await sender.client.sendToGroup('group', 'hello', 'text', { noEcho: false });
    const message = await receiver.next();
    assert.deepEqual([message.group, message.data, message.fromUserId], ['group', 'hello', 'sender']);
  },
  async 'does not echo with noEcho'() {
    const sender = await client('integration', 'sender', 'joinLeaveGroup', 'sendToGroup');
    const receiver = await client('integration', 'receiver', 'joinLeaveGroup');
    await sender.client.joinGroup('noecho');
    await receiver.client.joinGroup('noecho');
    await sender.client.sendToGroup('noecho', 'first', 'text', { noEcho: true });
    await sender.client.sendToGroup('noecho', 'second', 'text');
    assert.equal((await receiver.next()).data, 'first');
    assert.equal((await sender.next()).data, 'second', 'the sender does not receive the first message');
  },
  async 'receives no messages of a group that it left'() {
    const sender = await client('integration', 'sender', 'joinLeaveGroup', 'sendToGroup');
    const receiver = await client('integration', 'receiver', 'joinLeaveGroup');
    await receiver.client.joinGroup('left');
    await receiver.client.joinGroup('kept');
    await receiver.client.leaveGroup('left');
    await sender.client.sendToGroup('left', 'unheard', 'text');
    await sender.client.sendToGroup('kept', 'heard', 'text');
    assert.equal((await receiver.next()).data, 'heard');
  },
  async 'receives messages of the server, and binary ones'() {
    const receiver = await client('serverMessage', 'ann', 'joinLeaveGroup');
    await service('serverMessage').sendToAll({ kind: 'server-broadcast', value: 7 });
    assert.deepEqual((await receiver.next()).data, { kind: 'server-broadcast', value: 7 });
    await receiver.client.joinGroup('binary');
    await service('serverMessage').group('binary').sendToAll(Uint8Array.of(1, 2, 3, 4).buffer);
    const message = await receiver.next();
    assert.equal(message.dataType, 'binary');
    assert.deepEqual([...new Uint8Array(message.data)], [1, 2, 3, 4]);
  },
};

// Reads the streams of a group to their ends. The result of each stream, by its ID, is [fragments, error].
async function readStreams(name) {
  const { client: receiver } = await client('streaming', 'receiver', 'joinLeaveGroup');
  const ended = new Map();
  const end = id => ended.get(id) ?? ended.set(id, Promise.withResolvers()).get(id);
  receiver.onGroupStream(async stream => {
    const fragments = [];
    try {
      for await (const { data } of stream) {
        fragments.push(data instanceof ArrayBuffer ? [...new Uint8Array(data)] : data);
      }
      end(stream.streamId).resolve([fragments]);
    } catch (error) {
      end(stream.streamId).resolve([fragments, error]);
    }
  }, { groupNames: [name] });
  await receiver.joinGroup(name);
  const { client: sender } = await client('streaming', 'sender', 'sendToGroup', 'joinLeaveGroup');
  return { open: (streamId, options) => sender.openGroupStream(name, { streamId, ...options }), ended: id => end(id).promise };
}

const streaming = {
  async 'receives a text stream, and its end'() {
    const { open, ended } = await readStreams('text');
    const stream = await open('s');
    await stream.write('hello ', 'text');
    await stream.write('world', 'text');
    await stream.end();
    assert.deepEqual(await ended('s'), [['hello ', 'world']]);
  },
  async 'receives JSON in order, and binary data'() {
    const { open, ended } = await readStreams('json');
    const stream = await open('s');
    await stream.write({ index: 1, payload: 'A' }, 'json');
    await stream.write({ index: 2, payload: 'B' }, 'json');
    await stream.write(Uint8Array.of(9, 8, 7, 6).buffer, 'binary');
    await stream.end();
    assert.deepEqual(await ended('s'), [[{ index: 1, payload: 'A' }, { index: 2, payload: 'B' }, [9, 8, 7, 6]]]);
  },
  async 'distinguishes parallel streams of a group'() {
    const { open, ended } = await readStreams('parallel');
    const [a, b] = [await open('a'), await open('b')];
    await a.write('A1', 'text');
    await b.write('B1', 'text');
    await a.write('A2', 'text');
    await a.end();
    await b.write('B2', 'text');
    await b.end();
    assert.deepEqual([await ended('a'), await ended('b')], [[['A1', 'A2']], [['B1', 'B2']]]);
  },
  async 'reuses the ID of an ended stream'() {
    const { open, ended } = await readStreams('again');
    const first = await open('s');
    await first.write('one', 'text');
    await first.end();
    assert.deepEqual(await ended('s'), [['one']]);
    for (let tries = 0; ; tries++) {
      try {
        await (await open('s')).end(); // the client keeps the ID until the service has closed the stream
        break;
      } catch (error) {
        assert.ok(tries < 3000, error);
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    }
  },
  async 'ends a stream that was idle for too long'() {
    const { open } = await readStreams('idle');
    const stream = await open('s', { idleTimeoutInMs: 3000 });
    const failed = new Promise(resolve => stream.onError(resolve));
    await stream.write('before', 'text');
    assert.ok(['IdleTimeout', 'StreamNotFound'].includes((await failed).name));
    await assert.rejects(stream.write('after', 'text'));
  },
};

const suites = { hubs, identity, groups, integration, clientIntegration, streaming };
for (const [name, run] of Object.entries(suites[process.argv[2]])) {
  try {
    await run();
    console.log('ok', name);
  } catch (error) {
    console.log('FAILED', name, error);
    process.exitCode = 1;
  }
  clients.splice(0).forEach(made => made.stop());
}
process.exit();
