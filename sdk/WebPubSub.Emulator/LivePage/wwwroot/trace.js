import { $, button, element, setText, timeOf } from './elements.js';

const maxKept = 2000;
const maxLines = 300;
const maxWaiting = 2000;

const list = $('lines');
const detail = $('detail');
const kinds = [...document.querySelectorAll('.kinds input')];
const labels = { message: 'message', event: 'event', rest: 'REST', connection: 'connection' };

let kept = []; // the entries that can be filtered, the oldest first
let waiting = []; // the entries since the last painted frame, or since the pause
let isPaused = false;
let isPlanned = false;
let dropped = 0; // entries that were never shown, because they arrived too fast
let received = 0; // entries that were shown, filtered out, or removed because of newer entries
let hidden = 0;
let lines = 0;
let shown = new Set();
let words = [];
let lastSeen = 0;
let lastRun;
let emptyText = $('empty').textContent;

export function addEntries({ run, entries, dropped: more }) {
  if (run !== lastRun) {
    lastSeen = 0; // another emulator, which starts with a new entry number
    lastRun = run;
  }

  entries.forEach(entry => entry.run = run);
  entries.filter(entry => entry.number <= lastSeen).forEach(update); // calls that have ended
  const news = entries.filter(entry => entry.number > lastSeen);
  dropped += lastSeen === 0 ? 0 : more;
  lastSeen = news.length > 0 ? news[news.length - 1].number : lastSeen;
  waiting.push(...news);
  if (waiting.length > maxWaiting) {
    dropped += waiting.length - maxWaiting;
    waiting = waiting.slice(-maxWaiting);
  }

  plan();
}

// A changed entry keeps its place, so that a cause stays above its effects.
function update(entry) {
  const place = entries => entries.findIndex(other => other.number === entry.number && other.run === entry.run);
  const inWaiting = place(waiting);
  if (inWaiting >= 0) {
    waiting[inWaiting] = entry;
    return;
  }

  const inKept = place(kept);
  if (inKept < 0) {
    return; // too old, or dropped
  }

  const wasShown = isShown(kept[inKept]);
  kept[inKept] = entry;
  const line = list.querySelector(`li[data-number="${entry.number}"]`);
  if (line && wasShown && isShown(entry)) {
    const hadFocus = line.contains(document.activeElement);
    const created = createLine(entry);
    created.firstElementChild.tabIndex = line.firstElementChild.tabIndex;
    if (line.firstElementChild.hasAttribute('aria-current')) {
      created.firstElementChild.setAttribute('aria-current', 'true');
    }

    line.replaceWith(created);
    if (hadFocus) {
      created.firstElementChild.focus();
    }
  } else if (wasShown !== isShown(entry)) {
    repaint(); // the change moves the entry into or out of the filter
  }
}

export function showWhetherOn(isOff) {
  emptyText = isOff
    ? 'The trace is off because TraceCapacity is 0. Set it to the number of entries to keep.'
    : 'No entries yet. Connect a client: your app or the test client on this page.';
  showCounts();
}

/** Adds a note to the trace. */
export function note(text) {
  list.append(element('li', 'note', text));
}

// Paints at most once per frame, so that the page stays usable.
function plan() {
  if (!isPlanned) {
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      paint();
    });
  }
}

function paint() {
  if (!isPaused && waiting.length > 0) {
    kept = kept.concat(waiting).slice(-maxKept);
    received += waiting.length;
    append(waiting);
    waiting = [];
  }

  showCounts();
}

function append(entries) {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const matching = entries.filter(isShown);
  hidden += entries.length - matching.length;
  list.append(...matching.slice(-maxLines).map(createLine));
  lines += matching.length;
  while (list.children.length > maxLines) {
    list.firstElementChild.remove();
  }

  if (!list.contains(document.activeElement)) {
    reachByTab(list.querySelector('li:last-child .line'));
  }

  if (isAtEnd) {
    list.scrollTop = list.scrollHeight;
  }
}

function repaint() {
  list.replaceChildren();
  hidden = 0;
  lines = 0;
  append(kept);
  list.scrollTop = list.scrollHeight;
  showCounts();
}

function isShown(entry) {
  return shown.has(entry.kind)
    && (shown.has('housekeeping') || !entry.isHousekeeping || entry.isFailure)
    && (!shown.has('failures') || entry.isFailure)
    && (words.length === 0 || hasWords(entry));
}

function hasWords(entry) {
  const text = [labels[entry.kind], entry.hub, entry.connectionId, entry.userId, entry.title, entry.text, entry.status || '', entry.reason]
    .join('\n').toLowerCase();
  return words.every(word => text.includes(word));
}

function createLine(entry) {
  const line = element('button', 'line',
    element('time', 'time', timeOf(entry.time)),
    element('span', `kind ${entry.kind}`, arrowOf(entry), ' ', labels[entry.kind]),
    element('span', 'who', [entry.hub, entry.userId ?? entry.connectionId?.slice(0, 8)].filter(part => part).join(' · ')),
    element('span', 'what', element('b', '', entry.title), entry.text ? ` ${entry.text}` : null),
    element('span', 'outcome', outcomeOf(entry)),
    entry.reason ? element('span', 'reason', entry.reason) : null);
  line.type = 'button';
  line.tabIndex = -1;
  line.addEventListener('click', () => open(entry, line));
  const item = element('li', entry.isFailure ? 'failed' : '', line);
  item.dataset.number = entry.number;
  return item;
}

function arrowOf(entry) {
  const arrow = element('span', 'arrow', entry.kind === 'connection' ? '•' : entry.direction === 'in' ? '→' : '←');
  arrow.title = entry.direction === 'in' ? 'to the emulator' : 'from the emulator';
  return arrow;
}

function outcomeOf({ status, milliseconds, kind, isFailure, isPending }) {
  const parts = [];
  if (isPending) {
    parts.push('…');
  } else if (status) {
    parts.push(String(status));
  } else if (isFailure && milliseconds !== undefined) {
    parts.push('no answer');
  }

  if (milliseconds !== undefined && kind !== 'message') {
    parts.push(`${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`);
  }

  return parts.join(' · ');
}

function showCounts() {
  $('empty').hidden = list.children.length > 0;
  setText($('empty'), hidden > 0 ? 'No entry matches the filter.' : emptyText);
  const parts = [`${Math.min(lines, maxLines).toLocaleString()} of ${received.toLocaleString()} shown`];
  if (lines > maxLines) {
    parts.push(`the last ${maxLines} lines`);
  }

  if (hidden > 0) {
    parts.push(`${hidden.toLocaleString()} filtered out`);
  }

  if (received > lines + hidden) {
    parts.push(`${(received - lines - hidden).toLocaleString()} too old to be filtered`);
  }

  if (dropped > 0) {
    parts.push(`${dropped.toLocaleString()} dropped: they came too fast to be shown`);
  }

  if (isPaused) {
    parts.push(`paused, ${waiting.length.toLocaleString()} waiting`);
  }

  setText($('counts'), parts.join(' · '));
}

async function open(entry, line) {
  const response = await fetch(`live/entries/${entry.number}?run=${entry.run}`).catch(() => null);
  const found = response?.ok ? await response.json() : { entry, fields: [], payloads: [] };
  document.querySelectorAll('.line[aria-current]').forEach(other => other.removeAttribute('aria-current'));
  line.setAttribute('aria-current', 'true');
  const close = button('Close', () => closeDetail(line));
  close.title = 'Close (Escape)';
  detail.replaceChildren(
    element('div', 'detail-title', element('h3', '', `${labels[entry.kind]} · ${entry.title}`), close),
    ...(response?.ok ? [] : [element('p', 'reason', response ? await response.text() : 'The emulator does not answer.')]),
    ...(entry.reason ? [element('p', entry.isFailure ? 'reason failed' : 'reason', entry.reason)] : []),
    fieldsOf(entry, found.fields),
    ...found.payloads.flatMap(payload => [
      element('h4', '', payload.title, ' ', element('small', 'muted', payload.note)),
      element('pre', '', payload.text)]));
  detail.hidden = false;
  line.scrollIntoView({ block: 'nearest' });
}

function fieldsOf(entry, fields) {
  const all = [
    { name: 'Time', value: new Date(entry.time).toISOString() },
    ...(entry.status ? [{ name: 'Status', value: String(entry.status) }] : []),
    ...(entry.milliseconds !== undefined ? [{ name: 'Duration', value: `${entry.milliseconds} ms` }] : []),
    ...fields];
  return element('dl', '', ...all.flatMap(({ name, value }) => [element('dt', '', name), element('dd', '', value)]));
}

function closeDetail(line) {
  detail.hidden = true;
  line?.removeAttribute('aria-current');
  (line?.isConnected ? line : list.querySelector('.line'))?.focus();
}

function setPaused(value) {
  isPaused = value;
  $('pause').setAttribute('aria-pressed', value);
  setText($('pause'), value ? 'Resume' : 'Pause');
  paint();
}

function readFilter() {
  shown = new Set(kinds.filter(kind => kind.checked).map(kind => kind.value));
  words = $('filter').value.toLowerCase().split(/\s+/).filter(word => word);
  repaint();
}

function clear() {
  kept = [];
  waiting = [];
  received = 0;
  dropped = 0;
  detail.hidden = true;
  repaint();
}

// The Tab key reaches one line: the newest line or the last used line. The arrow keys reach the other lines.
function reachByTab(line) {
  list.querySelectorAll('.line[tabindex="0"]').forEach(other => other.tabIndex = -1);
  if (line) {
    line.tabIndex = 0;
  }
}

list.addEventListener('keydown', event => {
  const all = [...list.querySelectorAll('.line')];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1, PageUp: Math.max(0, at - 10), PageDown: Math.min(all.length - 1, at + 10) }[event.key];
  if (to !== undefined && all[to]) {
    event.preventDefault();
    all[to].focus();
  }
});
list.addEventListener('focusin', event => reachByTab(event.target));

document.addEventListener('keydown', event => {
  const isTyping = event.target.matches('input, textarea, select, button:not(.line)'); // Enter opens a line, and Space does not
  if (event.key === 'Escape' && !detail.hidden) {
    closeDetail(document.querySelector('.line[aria-current]'));
  } else if (event.key === '/' && !event.target.matches('input, textarea')) {
    event.preventDefault();
    $('filter').focus();
  } else if (event.key === ' ' && !isTyping) {
    event.preventDefault();
    setPaused(!isPaused);
  }
});

document.addEventListener('show-in-trace', event => {
  $('filter').value = event.detail;
  readFilter();
});
$('pause').addEventListener('click', () => setPaused(!isPaused));
$('clear').addEventListener('click', clear);
$('filter').addEventListener('input', readFilter);
kinds.forEach(kind => kind.addEventListener('change', readFilter));
readFilter();
