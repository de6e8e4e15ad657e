import { $, element, post, setText, splitList, timeOf } from './elements.js';
import { protocolOf } from './protocols.js';

const maxLines = 100;
let socket;
let isConnecting = false;
let isCancelled = false;
let connected = '';
let protocol;
let lastAckId = 0;

export function showHubNames(hubs) {
  const names = hubs.map(hub => hub.name);
  if ($('hub-names').dataset.names !== names.join()) {
    $('hub-names').dataset.names = names.join();
    $('hub-names').replaceChildren(...names.map(name => Object.assign(document.createElement('option'), { value: name })));
    if (!socket && !$('client-hub').dataset.touched && names.length > 0) {
      $('client-hub').value = (hubs.find(hub => hub.handlers.length > 0) ?? hubs[0]).name;
    }
  }
}

async function connect() {
  const roles = [...document.querySelectorAll('#connect-form fieldset input[type=checkbox]:checked')].map(role => role.value);
  const response = await post('live/clients', {
    hub: $('client-hub').value.trim(),
    userId: $('client-user').value.trim() || null,
    roles: [...roles, ...splitList($('client-roles').value)],
    groups: splitList($('client-groups').value),
  });
  const { url } = await response.json();
  const subprotocol = $('client-protocol').value;
  protocol = protocolOf(subprotocol);
  const opened = new WebSocket(new URL(url, location.href.replace(/^http/, 'ws')), subprotocol ? [subprotocol] : []);
  opened.binaryType = 'arraybuffer';
  socket = opened;
  showStatus('Connecting…');
  let hasOpened = false;
  isCancelled = false;
  opened.addEventListener('open', () => {
    hasOpened = true;
    showOpen(true);
    const user = $('client-user').value.trim();
    connected = `Connected to hub '${$('client-hub').value.trim()}' as ${user || 'anonymous'}, with ${subprotocol || 'no subprotocol'}.`;
    showStatus(connected, 'on');
    showAction();
    $('client-data').focus();
  });
  opened.addEventListener('message', event => receive(opened, protocol, event.data, subprotocol.includes('reliable')));
  opened.addEventListener('close', event => {
    if (socket === opened) {
      socket = null;
      showOpen(false);
      showStatus(
        hasOpened ? `Closed: ${event.code} ${event.reason}` : isCancelled ? 'Cancelled before the connection opened.' : 'Rejected. The trace shows the reason.',
        isCancelled || (hasOpened && event.code === 1000) ? '' : 'failed');
    }
  });
}

function receive(from, with_, frame, isReliable) {
  const message = with_.decode(frame);
  log('in', message);
  if (isReliable && message.sequenceId) {
    from.send(with_.encode({ type: 'sequenceAck', sequenceId: message.sequenceId }));
  }
}

function send() {
  const action = $('client-action').value;
  const hasSubprotocol = $('client-protocol').value !== '';
  const target = $('client-target').value;
  const message = !hasSubprotocol
    ? { data: $('client-data').value }
    : {
      type: action,
      ...(action === 'event' ? { event: target } : { group: target }),
      ...(hasData(action) ? { dataType: $('client-type').value, data: $('client-data').value } : {}),
      ackId: lastAckId + 1,
    };
  socket.send(protocol.encode(message)); // a message that cannot be encoded uses no ack ID
  lastAckId = message.ackId ?? lastAckId;
  showStatus(connected, 'on');
  log('out', message);
  $('client-data').value = hasData(action) ? '' : $('client-data').value;
}

const hasData = action => action === 'event' || action === 'sendToGroup';

function log(direction, message) {
  const { data, ...rest } = message;
  const fields = Object.entries(rest).filter(([name, value]) => value !== undefined && value !== null && name !== 'reconnectionToken')
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', ');
  $('client-log').prepend(element('li', direction + (message.success === false ? ' failed' : ''),
    element('time', 'time', timeOf(Date.now())),
    element('span', 'arrow', direction === 'out' ? '→' : '←'),
    element('span', 'what', data === undefined ? null : element('b', '', typeof data === 'string' ? data : JSON.stringify(data)), ' ', element('span', 'muted', fields))));
  while ($('client-log').children.length > maxLines) {
    $('client-log').lastElementChild.remove();
  }
}

function showOpen(isOpen) {
  $('send-form').hidden = !isOpen;
  $('connect-form').querySelectorAll('input, select, fieldset').forEach(input => input.disabled = isOpen);
  $('connect').classList.toggle('quiet', isOpen);
  $('connect-form').classList.toggle('connected', isOpen);
  setText($('connect'), isOpen ? 'Close' : 'Connect');
}

function showAction() {
  const hasSubprotocol = $('client-protocol').value !== '';
  const action = $('client-action').value;
  $('client-action').closest('label').hidden = !hasSubprotocol;
  $('client-target').closest('label').hidden = !hasSubprotocol;
  $('client-target').disabled = !hasSubprotocol;
  $('client-type-label').hidden = !hasSubprotocol || !hasData(action);
  $('client-data-label').hidden = hasSubprotocol && !hasData(action);
  setText($('client-target-label'), action === 'event' ? 'Event' : 'Group');
}

function showStatus(message, className = '') {
  setText($('client-status'), message);
  $('client-status').className = `status ${className}`;
}

$('client-hub').addEventListener('input', () => $('client-hub').dataset.touched = 'yes');
$('client-action').addEventListener('change', showAction);
$('connect-form').addEventListener('submit', event => {
  event.preventDefault();
  if (socket) {
    isCancelled = socket.readyState === WebSocket.CONNECTING;
    socket.close(1000);
  } else if (!isConnecting) {
    isConnecting = true;
    connect().catch(error => showStatus(error.message, 'failed')).finally(() => isConnecting = false);
  }
});
$('send-form').addEventListener('submit', event => {
  event.preventDefault();
  try {
    send();
  } catch (error) {
    showStatus(error instanceof SyntaxError ? `The data is not JSON: ${error.message}` : error.message, 'failed');
  }
});
$('client-data').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    $('send-form').requestSubmit();
  }
});
