import { h } from './dom.js';

let ahead = 0;

// The mesh's clock counts, not this machine's.
export const serverTime = iso => { ahead = Date.parse(iso) - Date.now(); };
export const now = () => Date.now() + ahead;

export function span(ms) {
  const negative = ms < 0;
  const t = Math.abs(ms);
  const text = t < 1000 ? `${Math.round(t)} ms`
    : t < 60_000 ? `${(t / 1000).toFixed(t < 10_000 ? 1 : 0)} s`
    : t < 3_600_000 ? two(t / 60_000, 'min', (t / 1000) % 60, 's')
    : t < 86_400_000 ? two(t / 3_600_000, 'h', (t / 60_000) % 60, 'min')
    : two(t / 86_400_000, 'd', (t / 3_600_000) % 24, 'h');
  return (negative ? '-' : '') + text;
}

const two = (a, unitA, b, unitB) => Math.floor(b) === 0 ? `${Math.floor(a)} ${unitA}` : `${Math.floor(a)} ${unitA} ${Math.floor(b)} ${unitB}`;

// Without fractions of a second: for what ticks.
export const coarse = ms => span(ms < 60_000 ? Math.max(0, Math.floor(ms / 1000)) * 1000 : ms).replace('.0 s', ' s').replace(/^0 ms$/, '0 s');

const pad = (n, digits = 2) => String(n).padStart(digits, '0');

export function clock(iso, millis) {
  const t = new Date(iso);
  const today = new Date(now());
  const day = t.toDateString() === today.toDateString() ? '' : `${t.getFullYear()}-${pad(t.getMonth() + 1)}-${pad(t.getDate())} `;
  return `${day}${pad(t.getHours())}:${pad(t.getMinutes())}:${pad(t.getSeconds())}${millis ? '.' + pad(t.getMilliseconds(), 3) : ''}`;
}

// Ticks once a second while it is shown; mode: since, ago or left.
export function ticking(iso, mode) {
  return iso ? h('time', { datetime: iso, 'data-tick': mode, title: `${clock(iso)} (${iso})` }, tick(iso, mode)) : null;
}

export function at(iso) {
  return iso ? h('time', { datetime: iso, title: iso }, clock(iso)) : '';
}

function tick(iso, mode) {
  const t = Date.parse(iso);
  if (mode === 'left') {
    const left = t - now();
    return left > 0 ? `${clock(iso)} (in ${coarse(left)})` : clock(iso);
  }
  const passed = coarse(now() - t);
  return mode === 'ago' ? `${passed} ago` : passed;
}

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-tick]')) {
    const text = tick(time.dateTime, time.dataset.tick);
    if (time.textContent !== text) time.textContent = text;
  }
}, 1000);

export const plural = (n, one, many = one + 's') => `${n} ${n === 1 ? one : many}`;
export const words = list => list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list[list.length - 1]}`;
export const lower = text => String(text).toLowerCase().replaceAll('_', ' ');
