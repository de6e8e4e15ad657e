// Measures the call rates of the official service client, for eng/bench.sh. Usage: node service-client-bench.mjs CONNECTION-STRING IN-FLIGHT
import { WebPubSubServiceClient } from '@azure/web-pubsub';

const [connectionString, inFlight] = process.argv.slice(2);
const service = new WebPubSubServiceClient(connectionString, 'chat', { allowInsecureConnection: true });

async function rate(operation, width, seconds) {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    while (performance.now() < end) {
      await operation();
      count++;
    }
  }));
  return Math.round(count / seconds);
}

const send = () => service.sendToAll({ from: 'server', text: 'exactly forty' });
const token = () => service.getClientAccessToken({
  userId: 'ann', roles: ['webpubsub.sendToGroup', 'webpubsub.joinLeaveGroup.room'], groups: ['room'], expirationTimeInMinutes: 5 });
await rate(send, Number(inFlight), 1);
const sends = await rate(send, Number(inFlight), 3);
await rate(token, 1, 1);
console.log(`${sends} ${await rate(token, 1, 2)}`);
process.exit(0);
