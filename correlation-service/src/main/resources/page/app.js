import { h, patch } from './dom.js';
import { get } from './api.js';
import { at, now as serverNow, serverTime } from './format.js';
import { icon, mark } from './marks.js';
import { follow } from './live.js';
import * as ask from './dialog.js';
import { button } from './parts.js';
import { view as nowView } from './now.js';
import { view as flowsView } from './flows.js';
import { view as flowView } from './flow.js';
import { view as targetsView } from './targets.js';
import { view as targetView } from './target.js';
import { list as policiesView, one as policyView } from './policies.js';
import { view as reportsView } from './reports.js';

const VIEWS = {
  now: nowView, flows: flowsView, flow: flowView, targets: targetsView, target: targetView,
  policies: policiesView, policy: policyView, reports: reportsView,
};
const MENU = [['now', 'Now', 'n'], ['flows', 'Flows', 'f'], ['targets', 'Targets', 't'], ['policies', 'Policies', 'p'], ['reports', 'Reports', 'r']];
const SOON = 200;
const AGAIN = 700;
const BY_ITSELF = 15_000;

const main = document.getElementById('main');
let shown = { route: null, data: null };
let asking = 0;
let timer = null;
let lastAsked = 0;
let overview = null;
let lostSince = null;
let staleSince = null;

function parse() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...args] = path.split('/');
  const decoded = args.map(part => { try { return decodeURIComponent(part); } catch (e) { return part; } });
  return { name: VIEWS[name] ? name : 'now', args: decoded, query: Object.fromEntries(new URLSearchParams(search || '')), hash: location.hash };
}

async function show(moved) {
  const route = parse();
  const view = VIEWS[route.name];
  const number = ++asking;
  lastAsked = Date.now();
  if (moved) {
    main.setAttribute('aria-busy', 'true');
    menu(view.name);
  }
  try {
    const data = await view.load(route);
    if (number !== asking) return;
    if (data.at) serverTime(data.at);
    if (route.name === 'now') shell(data);
    draw(view.render(data, route), moved);
    document.title = `${view.title(data, route)} · Recovery Mesh`;
    shown = { route, data };
  } catch (e) {
    if (number !== asking) return;
    if (moved || shown.data === null) draw(failed(e, route), moved);
    else ask.say(e.message, true);
    if (!e.status && !(e instanceof TypeError && e.message.includes('fetch'))) console.error(e);
  } finally {
    if (number === asking) main.removeAttribute('aria-busy');
  }
}

function draw(node, moved) {
  if (moved || !main.firstElementChild) {
    main.replaceChildren(node);
    if (moved === 'by hand') {
      scrollTo(0, 0);
      const heading = main.querySelector('h1');
      if (heading) heading.focus({ preventScroll: true });
    }
  } else {
    patch(main.firstElementChild, node);
  }
}

const failed = (e, route) => h('div', {},
  h('h1', { tabindex: -1 }, e.status === 404 ? 'There is no such thing' : 'That did not work'),
  h('p', { class: 'wrong' }, e.message),
  h('p', {}, button('Try again', () => show('again'), 'primary'), ' ', h('a', { href: '#/now' }, 'Back to now')),
  h('p', { class: 'calm' }, 'Asked for: ', route.hash || '#/now'));

// What every view shows: the brake, and who pulled it.
function shell(now) {
  overview = now;
  serverTime(now.at);
  const paused = now.meshPaused;
  patch(document.getElementById('brake'), h('span', { id: 'brake' }, paused
    ? h('button', { type: 'button', class: 'primary', id: 'resume', onclick: () => ask.resume('mesh', {}, 'the whole mesh') }, 'Resume mesh')
    : h('button', { type: 'button', class: 'brake', id: 'pause', onclick: () => ask.pause('mesh', {}, 'the whole mesh') }, icon('pause'), ' Pause mesh')));
  banner();
}

// What must not be overlooked, whatever is shown below.
function banner() {
  const paused = overview && overview.meshPaused;
  const since = lostSince || staleSince;
  patch(document.getElementById('banner'), h('div', { id: 'banner' },
    since ? h('p', { class: 'paused', role: 'alert', 'data-key': 'live' }, mark('DOWN', lostSince ? 'Not live: the mesh does not answer this page' : 'Not live: Kafka does not answer the mesh'),
      ' since ', at(since), lostSince ? '. What is shown is as of then; it is tried again by itself.' : '. Until it does, nothing is decided and nothing new is seen.') : null,
    paused ? h('p', { class: 'paused', role: 'alert', 'data-key': 'paused' }, mark('PAUSED', 'Automatic recovery is paused for the whole mesh'), ` by ${paused}.`) : null));
}

const refreshShell = async () => {
  try { shell(await get('now')); } catch (e) { /* the live mark tells that the mesh is away */ }
};

function menu(current) {
  document.getElementById('views').replaceChildren(...MENU.map(([name, label, key]) =>
    h('a', { href: '#/' + name, 'aria-current': name === current ? 'page' : null, title: `key ${key}` }, label)));
}

// At once when it was quiet, otherwise a few times a second; and once more, as not everything that was told can be read yet.
function changed() {
  clearTimeout(timer);
  const wait = Math.max(0, lastAsked + SOON - Date.now());
  timer = setTimeout(() => { show(); timer = setTimeout(show, AGAIN); }, wait);
}

follow({
  snapshot: now => { shell(now); if (shown.route && shown.route.name !== 'now') changed(); else if (shown.route) changed(); },
  changes: notices => {
    const view = VIEWS[parse().name];
    if (view.wants(notices, parse())) changed();
    // What is said of the whole mesh may be late by a second.
    if (notices.some(n => n.facts.includes('OperatorActed'))) [AGAIN, 3 * AGAIN].forEach(wait => setTimeout(refreshShell, wait));
  },
  anew: () => { changed(); if (parse().name !== 'now') refreshShell(); },
  state: (state, since) => {
    const live = document.getElementById('live');
    const text = { live: 'live', connecting: 'connecting', away: 'not connected', stale: 'not live' }[state];
    if (state === 'live') { lostSince = null; staleSince = null; }
    if (state === 'stale') staleSince = since;
    if (state === 'away' && !lostSince) lostSince = new Date(serverNow()).toISOString();
    banner();
    if (live.dataset.state === text) return;
    live.dataset.state = text;
    live.replaceChildren(mark({ live: 'UP', connecting: 'RUNNING', away: 'DOWN', stale: 'DOWN' }[state], text));
  },
});

// A page that nobody looks at asks nothing.
setInterval(() => {
  if (document.hidden || Date.now() - lastAsked <= BY_ITSELF) return;
  show();
  if (parse().name !== 'now') refreshShell();
}, 5_000);
document.addEventListener('visibilitychange', () => { if (!document.hidden) changed(); });
addEventListener('hashchange', () => {
  document.querySelectorAll('dialog').forEach(dialog => dialog.close());
  show('by hand');
  if (parse().name !== 'now') refreshShell();
});

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
  const to = MENU.find(([, , key]) => key === event.key);
  if (to) location.hash = '#/' + to[0];
  if (event.key === '/') {
    event.preventDefault();
    const field = document.querySelector('input[type=search]');
    if (field) field.focus(); else location.hash = '#/flows';
  }
});

const THEMES = ['system', 'light', 'dark'];
const theme = document.getElementById('theme');
function dress(name) {
  document.documentElement.dataset.theme = name;
  theme.textContent = `Theme: ${name}`;
  try { localStorage.setItem('recovery-mesh.theme', name); } catch (e) { /* private window */ }
}
let worn = 'system';
try { worn = localStorage.getItem('recovery-mesh.theme') || 'system'; } catch (e) { /* private window */ }
theme.addEventListener('click', () => { worn = THEMES[(THEMES.indexOf(worn) + 1) % THEMES.length]; dress(worn); });
dress(worn);
show('first');
if (parse().name !== 'now') refreshShell();
