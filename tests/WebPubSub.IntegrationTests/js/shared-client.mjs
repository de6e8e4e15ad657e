// The official client in the same groups, streams and invocations as our client. Prints "ready", then the received data. Exits when its input ends.
import { WebPubSubClient } from '@azure/web-pubsub-client';
import { WebPubSubServiceClient } from '@azure/web-pubsub';

const service = new WebPubSubServiceClient(process.env.CONNECTION_STRING, 'chat', { allowInsecureConnection: true });
const { url } = await service.getClientAccessToken({ userId: 'js', roles: ['webpubsub.joinLeaveGroup', 'webpubsub.sendToGroup'] });
const client = new WebPubSubClient(url);
const print = (...parts) => console.log(parts.map(part => typeof part === 'string' ? part : JSON.stringify(part)).join(' '));

// Sends each message of the room back to the room, with the same data type.
client.on('group-message', async ({ message: { group, data, dataType, fromUserId, stream } }) => {
  if (group === 'room' && !stream) {
    print('got', dataType, data instanceof ArrayBuffer ? [...new Uint8Array(data)] : data, 'from', fromUserId ?? 'missing');
    await client.sendToGroup('room', data, dataType, { noEcho: true });
  }
});
client.onGroupStream(async stream => {
  const fragments = [];
  try {
    for await (const fragment of stream) {
      fragments.push(fragment.data);
    }
    print('stream', fragments);
  } catch (error) {
    print('stream', fragments, 'failed', error.userErrorCode ?? error.streamError?.userErrorCode ?? error.message);
  }
}, { groupNames: ['up'] });
await client.start();
await client.joinGroup('room');
await client.joinGroup('up');
print('ready');

process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) {
  for (const command of chunk.split('\n').filter(line => line)) {
    if (command === 'stream') {
      const writer = await client.openGroupStream('down');
      for (let i = 1; i <= 50; i++) {
        await writer.write({ n: i }, 'json');
      }
      await writer.end();
    } else if (command === 'abort') {
      const writer = await client.openGroupStream('down');
      await writer.write('part', 'text');
      await writer.abort({ message: 'enough', userErrorCode: 'E42' });
    } else if (command === 'invoke') {
      const answer = await client.invokeEvent('echo', { a: 1 }, 'json');
      print('answer', answer.data);
    }
  }
}
process.exit(0);
