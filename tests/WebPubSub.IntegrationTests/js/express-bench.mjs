// The official Express handler with the same work as the benchmark's hub, for eng/bench.sh. It replies with the received data and sets a state.
import express from 'express';
import { WebPubSubEventHandler } from '@azure/web-pubsub-express';

const handler = new WebPubSubEventHandler('chat', {
  handleUserEvent(request, response) {
    response.setState('counter', 1);
    response.success(request.data, 'text');
  },
});

const app = express();
app.use(handler.getMiddleware());
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
