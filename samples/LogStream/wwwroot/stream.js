// Shows the messages of the group. The client URL adds this page to the group.
const maxLines = 1000;
const lines = document.getElementById('lines');
const status = document.getElementById('status');
const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

function show({ time, text }) {
  const line = document.createElement('li');
  const stamp = Object.assign(document.createElement('time'), { dateTime: time, textContent: clock.format(new Date(time)) });
  line.append(stamp, Object.assign(document.createElement('span'), { className: 'text', textContent: text }));
  lines.append(line);
  while (lines.children.length > maxLines) {
    lines.firstElementChild.remove();
  }

  if (document.getElementById('follow').checked) {
    line.scrollIntoView({ block: 'nearest' });
  }
}

function setStatus(text, isOn) {
  status.textContent = text;
  status.classList.toggle('on', isOn);
}

async function connect() {
  const { url } = await (await fetch('negotiate')).json();
  const socket = new WebSocket(url, 'json.webpubsub.azure.v1');
  socket.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    if (message.type === 'system' && message.event === 'connected') {
      setStatus('Connected', true);
    } else if (message.type === 'message' && message.from === 'group') {
      show(message.data);
    }
  });
  await new Promise(resolve => socket.addEventListener('close', resolve));
}

while (true) {
  await connect().catch(() => {});
  setStatus('Disconnected. Trying again…', false);
  await new Promise(resolve => setTimeout(resolve, 1000));
}
