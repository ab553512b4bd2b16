// Follows what happens; tells the page when something may look different.
const WAIT = 3000;
const SILENT = 45_000;

export function follow({ snapshot, changes, anew, state }) {
  let source = null;
  let heard = Date.now();

  function connect() {
    if (source) source.close();
    heard = Date.now();
    state('connecting');
    source = new EventSource('api/v1/events');
    const on = (type, action) => source.addEventListener(type, event => {
      heard = Date.now();
      if (type !== 'stale' && type !== 'snapshot') state('live');
      action(event.data ? JSON.parse(event.data) : null);
    });
    on('snapshot', snapshot);
    on('changes', changes);
    on('resync', anew);
    on('stale', told => state('stale', told.since));
    source.onopen = () => { heard = Date.now(); state('live'); };
    source.onerror = () => {
      state('away');
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, WAIT);
    };
  }

  addEventListener('pagehide', () => source && source.close());
  addEventListener('pageshow', event => { if (event.persisted) connect(); });
  // A heartbeat is a comment that no script hears of: only a connection that is open and silent for very long is begun anew.
  setInterval(() => {
    if (source && source.readyState === EventSource.OPEN && Date.now() - heard > 20 * SILENT) connect();
  }, SILENT);
  connect();
}
