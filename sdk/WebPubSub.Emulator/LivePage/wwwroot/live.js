import { $, setText } from './elements.js';
import { showConnections } from './connections.js';
import { showHubNames } from './test-client.js';
import { addEntries, note, showWhetherOn } from './trace.js';

setText($('endpoint'), location.origin);

const feed = new EventSource('live/feed');
let hasStarted = false;

feed.addEventListener('open', () => {
  if (hasStarted) {
    note('The page reconnected to the emulator. Entries from the meantime may be missing.');
  }

  hasStarted = true;
  showFeed('Live', true);
});
feed.addEventListener('error', () => showFeed('The emulator does not answer. Trying again…', false));
feed.addEventListener('entries', event => addEntries(JSON.parse(event.data)));
feed.addEventListener('state', event => {
  const state = JSON.parse(event.data);
  showWhetherOn(state.isTraceOff);
  showConnections(state);
  showHubNames(state.hubs);
});

function showFeed(text, isLive) {
  setText($('feed'), text);
  $('feed').classList.toggle('on', isLive);
}

// A narrow screen shows one view at a time.
const views = document.querySelectorAll('.views button');
export function showView(name) {
  document.body.dataset.view = name;
  views.forEach(view => view.setAttribute('aria-pressed', view.dataset.view === name));
}

views.forEach(view => view.addEventListener('click', () => showView(view.dataset.view)));
document.addEventListener('show-in-trace', () => showView('trace'));
