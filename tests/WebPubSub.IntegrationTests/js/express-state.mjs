// An Express app with the official event handler. It counts events and replies with the previous writer of the state.
import express from 'express';
import { WebPubSubEventHandler } from '@azure/web-pubsub-express';

const handler = new WebPubSubEventHandler('chat', {
  handleUserEvent(request, response) {
    const count = (typeof request.context.states.count === 'number' ? request.context.states.count : 0) + 1;
    const writer = request.context.states.writer;
    response.setState('count', count);
    response.setState('writer', 'express');
    response.success(`${count} ${writer}`, 'text');
  },
});

const app = express();
app.use(handler.getMiddleware());
app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
