// Signs in, connects, and shows the messages of all users and of the worker.
const byId = id => document.getElementById(id);
let socket;

function setStatus(text, isOn) {
  byId('status').textContent = text;
  byId('status').classList.toggle('on', isOn);
  byId('send').disabled = !isOn;
}

function show(text) {
  byId('messages').append(Object.assign(document.createElement('li'), { textContent: text }));
  byId('messages').lastElementChild.scrollIntoView({ block: 'nearest' });
}

async function connect() {
  const answer = await fetch('negotiate');
  if (!answer.ok) {
    throw new Error(`negotiate answered ${answer.status}`);
  }

  socket = new WebSocket((await answer.json()).url, 'json.webpubsub.azure.v1');
  socket.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    if (message.type === 'system' && message.event === 'connected') {
      setStatus('Connected', true);
    } else if (message.type === 'message') {
      show(message.data);
    }
  });
  await new Promise(resolve => socket.addEventListener('close', resolve));
}

byId('join').addEventListener('submit', async event => {
  event.preventDefault();
  const answer = await fetch('sign-in', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: byId('name').value }),
  });
  if (!answer.ok) {
    setStatus(await answer.text(), false);
    return;
  }

  byId('join').hidden = true;
  byId('say').hidden = false;
  byId('text').focus();
  while (true) {
    await connect().catch(() => {});
    setStatus('Disconnected. Trying again…', false);
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
});

byId('say').addEventListener('submit', event => {
  event.preventDefault();
  socket.send(JSON.stringify({ type: 'event', event: 'message', dataType: 'text', data: byId('text').value }));
  byId('text').value = '';
});
