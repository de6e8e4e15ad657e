import { $, button, element, post, setText } from './elements.js';

const shown = new Map();
let asOf; // the emulator's clock can differ from the clock of the page

export function showConnections({ hubs, connections, total: count, now }) {
  asOf = { emulator: now, page: performance.now() };
  $('hubs').replaceChildren(...hubs.map(createHub));
  const present = new Set(connections.map(connection => connection.connectionId));
  for (const [id, item] of shown) {
    if (!present.has(id)) {
      item.root.remove();
      shown.delete(id);
    }
  }

  // The newest connection first. Existing items keep their place, and therefore the focus.
  connections.toReversed().forEach(connection => {
    if (!shown.has(connection.connectionId)) {
      const item = createItem(connection.connectionId);
      shown.set(connection.connectionId, item);
      $('connection-list').prepend(item.root);
    }

    update(shown.get(connection.connectionId), connection);
  });
  setText($('connections-count'), count === 0 ? 'No client is connected.'
    : `${count.toLocaleString()} connected${count > connections.length ? `, the newest ${connections.length} shown` : ''}`);
}

function createHub(hub) {
  return element('li', '',
    element('b', '', hub.name),
    element('span', 'muted', ` ${hub.connections.toLocaleString()} connected`),
    ...(hub.handlers.length === 0
      ? [element('span', 'handler none', 'no event handler')]
      : hub.handlers.map(handler => element('span', 'handler', handler))));
}

function createItem(id) {
  const parts = {
    name: element('b', 'name'),
    hub: element('span', 'muted'),
    protocol: element('span', 'tag'),
    state: element('span', 'tag warn', 'waits for its client'),
    age: element('span', 'age muted'),
    groups: element('span', 'groups'),
    buffer: element('span', 'muted'),
    permissions: element('dd', ''),
  };
  const problem = element('p', 'reason failed');
  const act = what => post(`live/connections/${encodeURIComponent(id)}/${what}`).then(
    () => setText(problem, ''), error => setText(problem, error.message));
  parts.root = element('li', '', element('details', '',
    element('summary', '', parts.name, parts.hub, parts.protocol, parts.state, parts.age, parts.groups, parts.buffer),
    element('dl', '',
      element('dt', '', 'Connection'), element('dd', 'id', id),
      element('dt', '', 'Permissions'), parts.permissions),
    element('div', 'actions',
      button('Show in trace', () => document.dispatchEvent(new CustomEvent('show-in-trace', { detail: id }))),
      button('Drop transport', () => act('drop')),
      button('Close connection', () => act('close'))),
    problem));
  return parts;
}

function update(item, connection) {
  item.openedAt = connection.openedAt;
  setText(item.name, connection.userId ?? 'anonymous');
  setText(item.hub, connection.hub);
  setText(item.protocol, protocolName(connection.subprotocol));
  item.state.hidden = !connection.isDetached;
  const groups = connection.groups.join('\n');
  if (item.groupsText !== groups) {
    item.groupsText = groups;
    const first = connection.groups.slice(0, 8);
    item.groups.replaceChildren(
      ...first.map(group => element('span', 'tag group', group)),
      ...(connection.groups.length > first.length ? [element('span', 'muted', `and ${connection.groups.length - first.length} more groups`)] : []));
  }

  setText(item.buffer, connection.bufferedMessages === 0 ? ''
    : `${connection.bufferedMessages.toLocaleString()} messages (${connection.bufferedBytes.toLocaleString()} bytes) buffered`);
  setText(item.permissions, connection.permissions.join(', ') || 'none');
  showAge(item);
}

function protocolName(subprotocol) {
  const known = /^(json|protobuf)(\.reliable)?\.webpubsub\.azure\.v1$/.exec(subprotocol ?? '');
  return known ? `${known[1]}${known[2] ? ', reliable' : ''}` : subprotocol ?? 'no subprotocol';
}

function showAge(item) {
  const seconds = Math.max(0, Math.round((asOf.emulator - item.openedAt + performance.now() - asOf.page) / 1000));
  setText(item.age, seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`);
}

setInterval(() => shown.forEach(showAge), 1000);
