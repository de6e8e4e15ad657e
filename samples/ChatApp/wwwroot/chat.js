const $ = id => document.getElementById(id);
const everyone = null;
const firstDelay = 500;
const longestDelay = 5000;

const rooms = new Set();
let channel = everyone;
let name = '';
let socket;
let delay = firstDelay;
let lastAckId = 0;
const shown = new Set();
const waiting = new Map();

$('join-form').addEventListener('submit', async event => {
  event.preventDefault();
  name = $('name').value.trim();
  const problem = await connect().then(() => '', error => error.message);
  $('join-error').textContent = problem;
  if (!problem) {
    $('me').textContent = name;
    $('join-view').hidden = true;
    $('chat-view').hidden = false;
    showChannels();
    $('text').focus();
  }
});

$('say-form').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (text && raise('say', { text, room: channel ?? undefined })) {
    $('text').value = '';
  }
});

$('room-form').addEventListener('submit', event => {
  event.preventDefault();
  const room = $('room').value.trim();
  if (room) {
    raise('enter', { room }, () => {
      rooms.add(room);
      channel = room;
      $('room').value = '';
      showChannels();
      $('text').focus();
    });
  }
});

// Only the emulator has a live page. Without an emulator, the server does not redirect to it.
fetch('live', { redirect: 'manual' }).then(response => $('live').hidden = response.type !== 'opaqueredirect');

// Requests a new URL from the server for each connection, because the old URL may have expired or changed.
// All tabs share one cookie, so each tab signs in with its own name before it asks for a URL.
async function connect() {
  await post('sign-in', { name });
  const { url } = await (await post('negotiate')).json();
  await new Promise((resolve, reject) => {
    socket = new WebSocket(url, 'json.webpubsub.azure.v1');
    socket.addEventListener('close', () => reject(new Error('The service cannot be reached.')));
    socket.addEventListener('message', event => {
      const frame = JSON.parse(event.data);
      if (frame.type === 'system' && frame.event === 'connected') {
        resolve();
      } else if (frame.type === 'message') {
        show(frame.data);
      } else if (frame.type === 'ack') {
        settle(frame);
      }
    });
  });
  delay = firstDelay;
  showStatus(true);
  rooms.forEach(room => raise('enter', { room }));
  socket.addEventListener('close', reconnect);
}

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(await response.text() || `The server answered ${response.status}.`);
  }

  return response;
}

async function reconnect() {
  showStatus(false);
  await new Promise(resolve => setTimeout(resolve, delay));
  delay = Math.min(delay * 2, longestDelay);
  connect().catch(reconnect);
}

// The service acknowledges each event, whether the hub accepts or rejects it.
function raise(event, data, taken = () => {}) {
  if (socket?.readyState !== WebSocket.OPEN) {
    return false;
  }

  waiting.set(++lastAckId, taken);
  socket.send(JSON.stringify({ type: 'event', event, ackId: lastAckId, dataType: 'json', data }));
  return true;
}

function settle({ ackId, success }) {
  const taken = waiting.get(ackId);
  waiting.delete(ackId);
  if (success) {
    taken?.();
  } else {
    show({ kind: 'reply', text: 'The chat did not take that.' });
  }
}

function show({ kind, from, room, text, people, change }) {
  if (people) {
    $('people').replaceChildren(...people.map(person => element('li', person)));
  }

  if (!text || shown.has(change)) {
    return;
  }

  if (change) {
    shown.add(change);
  }

  const item = element('li', '');
  item.className = kind;
  if (kind === 'said') {
    item.classList.toggle('mine', from === name);
    item.append(element('b', room ? `${from} in ${room}` : from), element('span', text));
  } else {
    item.textContent = room ? `${room}: ${text}` : text;
  }

  $('messages').append(item);
  item.scrollIntoView({ block: 'end' });
}

function showStatus(connected) {
  $('status').textContent = connected ? 'Connected' : 'Reconnecting…';
  $('status').classList.toggle('connected', connected);
  document.querySelectorAll('#chat-view button').forEach(button => button.disabled = !connected);
}

function showChannels() {
  $('channels').replaceChildren(...[everyone, ...rooms].map(room => {
    const item = element('li', '');
    const choose = button(room ?? 'Everyone', () => channel = room);
    choose.setAttribute('aria-pressed', room === channel);
    item.append(choose);
    if (room) {
      const leave = button('×', () => {
        raise('leave', { room });
        rooms.delete(room);
        channel = everyone;
      });
      leave.setAttribute('aria-label', `Leave ${room}`);
      item.append(leave);
    }

    return item;
  }));
  $('text').placeholder = channel ? `Say something in ${channel}` : 'Say something to everyone, or type /help';
}

function button(text, action) {
  const created = Object.assign(element('button', text), { type: 'button' });
  created.addEventListener('click', () => { action(); showChannels(); });
  return created;
}

function element(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}
