// The official service client and client against the emulator. Usage: node service-client.mjs SCENARIO plain|reliable
import assert from 'node:assert/strict';
import { WebPubSubServiceClient } from '@azure/web-pubsub';
import { WebPubSubClient, WebPubSubJsonProtocol, WebPubSubJsonReliableProtocol } from '@azure/web-pubsub-client';

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'chat', { allowInsecureConnection: true });
const protocol = process.argv[3] === 'plain' ? WebPubSubJsonProtocol() : WebPubSubJsonReliableProtocol();
const allRoles = ['webpubsub.joinLeaveGroup', 'webpubsub.sendToGroup'];

async function connect(userId, options = {}) {
  const { url } = await service.getClientAccessToken({ userId, roles: allRoles, ...options });
  const client = new WebPubSubClient(url, { protocol, autoReconnect: false, messageRetryOptions: { maxRetries: 1, retryDelayInMs: 1 } });
  const messages = [];
  const waiting = [];
  const take = message => waiting.length ? waiting.shift()(message) : messages.push(message);
  client.on('server-message', e => take(e.message));
  client.on('group-message', e => take(e.message));
  const connected = new Promise(resolve => client.on('connected', resolve));
  const disconnected = new Promise(resolve => client.on('disconnected', resolve));
  const stopped = new Promise(resolve => client.on('stopped', resolve));
  await client.start();
  const { connectionId } = await connected;
  const next = () => messages.length ? Promise.resolve(messages.shift()) : new Promise(resolve => waiting.push(resolve));
  return { client, connectionId, next, disconnected, stopped };
}

const bytes = data => [...new Uint8Array(data)];

const scenarios = {
  async sendToAll() {
    const { client, next } = await connect('ann');
    await service.sendToAll('hello', { contentType: 'text/plain' });
    assert.deepEqual(pick(await next()), { dataType: 'text', data: 'hello' });
    await service.sendToAll({ a: [1, 'é'] });
    assert.deepEqual(pick(await next()), { dataType: 'json', data: { a: [1, 'é'] } });
    await service.sendToAll(new Uint8Array([1, 2, 255]).buffer);
    assert.deepEqual(bytes((await next()).data), [1, 2, 255]);
    client.stop();
  },

  async sendToUserAndConnection() {
    const ann = await connect('ann smith/+');
    const bob = await connect('bob');
    await service.sendToUser('bob', 'user', { contentType: 'text/plain' });
    await service.sendToConnection(bob.connectionId, 'connection', { contentType: 'text/plain' });
    await service.sendToAll('all', { contentType: 'text/plain', excludedConnections: [bob.connectionId] });
    assert.equal((await bob.next()).data, 'user');
    assert.equal((await bob.next()).data, 'connection');
    assert.equal((await ann.next()).data, 'all');
    ann.client.stop();
    bob.client.stop();
  },

  async groups() {
    const { client, connectionId, next } = await connect('ann');
    const group = service.group('room 你好');
    await group.addConnection(connectionId);
    assert.equal(await service.groupExists('room 你好'), true);
    await group.sendToAll('first', { contentType: 'text/plain' });
    await group.removeConnection(connectionId);
    await group.sendToAll('unheard', { contentType: 'text/plain' });
    await group.addUser('ann');
    await group.sendToAll('second', { contentType: 'text/plain' });
    await group.removeUser('ann');
    assert.equal(await service.groupExists('room 你好'), false);
    assert.deepEqual({ group: 'room 你好', data: 'first' }, (({ group, data }) => ({ group, data }))(await next()));
    assert.equal((await next()).data, 'second');
    await assert.rejects(group.addConnection('missing'), error => error.statusCode === 404 && error.code === 'Error.Connection.NotExisted');
    client.stop();
  },

  async exists() {
    const { client, connectionId } = await connect('ann');
    assert.equal(await service.connectionExists(connectionId), true);
    assert.equal(await service.connectionExists('missing'), false);
    assert.equal(await service.userExists('ann'), true);
    assert.equal(await service.userExists('missing'), false);
    client.stop();
  },

  async closeConnection() {
    const { connectionId, disconnected } = await connect('ann');
    await service.closeConnection(connectionId, { reason: 'enough' });
    const event = await disconnected;
    assert.equal(event.message.message, 'Application server closed the connection. Reason: enough');
  },

  async groupsOfTheToken() {
    const { client, next } = await connect('ann', { groups: ['from-token'] });
    await service.group('from-token').sendToAll({ ok: true });
    assert.deepEqual(pick(await next()), { dataType: 'json', data: { ok: true } });
    client.stop();
  },

  async clientsShareAGroup() {
    const ann = await connect('ann');
    const bob = await connect('bob');
    await ann.client.joinGroup('room');
    await bob.client.joinGroup('room');
    await ann.client.sendToGroup('room', 'text', 'text', { noEcho: true });
    await ann.client.sendToGroup('room', { json: 1 }, 'json', { noEcho: true });
    await ann.client.sendToGroup('room', new Uint8Array([7]).buffer, 'binary');
    assert.deepEqual(pick(await bob.next()), { dataType: 'text', data: 'text' });
    const json = await bob.next();
    assert.deepEqual(pick(json), { dataType: 'json', data: { json: 1 } });
    assert.equal(json.fromUserId, 'ann');
    assert.deepEqual(bytes((await bob.next()).data), [7]);
    assert.deepEqual(bytes((await ann.next()).data), [7], 'only the third message is echoed');
    await bob.client.leaveGroup('room');
    ann.client.stop();
    await ann.stopped;
    bob.client.stop();
  },

  async repeatedAckId() {
    const { client } = await connect('ann');
    assert.equal((await client.joinGroup('room', { ackId: 5 })).isDuplicated, false);
    assert.equal((await client.joinGroup('room', { ackId: 5 })).isDuplicated, true);
    client.stop();
  },

  async withoutTheRole() {
    const { client } = await connect('ann', { roles: ['webpubsub.joinLeaveGroup.mine'] });
    await client.joinGroup('mine');
    await assert.rejects(client.joinGroup('theirs'), error => error.errorDetail.name === 'Forbidden');
    await assert.rejects(client.sendToGroup('mine', 1, 'json'), error => error.errorDetail.name === 'Forbidden');
    client.stop();
  },

  async eventWithoutHandler() {
    const { client } = await connect('ann');
    await assert.rejects(client.sendEvent('e', 1, 'json'), error => error.errorDetail.name === 'InternalServerError');
    client.stop();
  },

  async closeMany() {
    const [ann, bob, eve, joe] = await Promise.all(['ann', 'bob', 'eve', 'joe'].map(user => connect(user)));
    await service.group('closing').addUser('bob');
    await service.closeUserConnections('ann', { reason: 'user' });
    await service.group('closing').closeAllConnections({ reason: 'group' });
    assert.match((await ann.disconnected).message.message, /user$/);
    assert.match((await bob.disconnected).message.message, /group$/);
    await service.closeAllConnections({ reason: 'all', excluded: [eve.connectionId] });
    assert.match((await joe.disconnected).message.message, /all$/);
    assert.equal(await service.connectionExists(eve.connectionId), true);
    eve.client.stop();
  },

  async permissions() {
    const { client, connectionId } = await connect('ann', { roles: [] });
    const options = { targetName: 'room' };
    assert.equal(await service.hasPermission(connectionId, 'joinLeaveGroup', options), false);
    await service.grantPermission(connectionId, 'joinLeaveGroup', options);
    assert.equal(await service.hasPermission(connectionId, 'joinLeaveGroup', options), true);
    await client.joinGroup('room');
    await service.revokePermission(connectionId, 'joinLeaveGroup', options);
    await assert.rejects(client.leaveGroup('room'), error => error.errorDetail.name === 'Forbidden');
    client.stop();
  },

  async groupsInBulk() {
    const [ann, bob] = await Promise.all([connect('ann'), connect('bob')]);
    const list = async name => {
      const ids = [];
      for await (const member of await service.group(name).listConnections({ maxPageSize: 1 })) {
        ids.push(member.connectionId);
      }
      return ids.sort();
    };
    await service.addConnectionsToGroups(['bulk/1', 'bulk2'], `connectionId in ('${ann.connectionId}', '${bob.connectionId}')`);
    assert.deepEqual(await list('bulk2'), [ann.connectionId, bob.connectionId].sort());
    await service.removeConnectionsFromGroups(['bulk2'], "userId eq 'ann'");
    assert.deepEqual(await list('bulk2'), [bob.connectionId]);
    await service.removeConnectionFromAllGroups(bob.connectionId);
    await service.removeUserFromAllGroups('ann');
    assert.deepEqual(await list('bulk2'), []);
    ann.client.stop();
    bob.client.stop();
  },

  async filtersAndLifetimes() {
    const [ann, bob] = await Promise.all([connect('ann', { groups: ['filtered'] }), connect('bob', { groups: ['filtered'] })]);
    const text = { contentType: 'text/plain', messageTtlSeconds: 60 };
    await service.sendToAll('all', { ...text, filter: "userId eq 'bob' and 'filtered' in groups" });
    await service.sendToUser('bob', 'user', { ...text, filter: "startswith(userId, 'b')" });
    await service.group('filtered').sendToAll('group', { ...text, filter: "userId ne 'ann'" });
    await service.group('filtered').sendToAll('filtered', text);
    for (const expected of ['all', 'user', 'group', 'filtered']) {
      assert.equal((await bob.next()).data, expected);
    }
    assert.equal((await ann.next()).data, 'filtered');
    await assert.rejects(service.sendToAll('m', { filter: "userId lt 1" }), error => error.statusCode === 400);
    ann.client.stop();
    bob.client.stop();
  },

  async wrongKey() {
    const impostor = new WebPubSubServiceClient(
      process.env.CONNECTION_STRING.replace(/AccessKey=[^;]*/, 'AccessKey=an-impostors-key-of-sufficient-length'), 'chat', { allowInsecureConnection: true });
    await assert.rejects(impostor.sendToAll('m'), error => error.statusCode === 401);
  },
};

const pick = ({ dataType, data }) => ({ dataType, data });

await scenarios[process.argv[2]]();
process.exit(0);
