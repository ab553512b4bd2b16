// Bars over time: one row for each signal, verdict, attempt, wait, verification and compensation.
import { h } from './dom.js';
import { clock, now, span } from './format.js';
import { look, mark, shape } from './marks.js';
import { table } from './parts.js';

const ICONS = {
  health: 'signal', trigger: 'trigger', verdict: 'verdict', wait: 'wait', recovery: 'recovery', step: 'step',
  compensation: 'undo', verification: 'verify', breaker: 'breaker', storm: 'storm', operator: 'person', escalation: 'escalated',
};

export function waterfall(flow) {
  const bars = flow.bars;
  if (!bars.length) return h('p', { class: 'empty' }, 'Nothing is told of this flow yet.');
  const end = bar => bar.to ? Date.parse(bar.to) : Math.max(now(), Date.parse(bar.from));
  const first = Math.min(...bars.map(b => Date.parse(b.from)));
  const last = Math.max(first + 1000, ...bars.map(end));
  const share = t => (t - first) / (last - first) * 100;
  const ticks = axis(last - first);
  return h('div', { class: 'fall', role: 'img', 'aria-label': 'Waterfall; the table says the same' },
    h('div', { class: 'fall-row axis', 'aria-hidden': 'true' }, h('span', {}),
      h('div', { class: 'track' }, ticks.map(t => h('span', { class: 'tick', style: { left: t / (last - first) * 100 + '%' } }, '+' + span(t))))),
    bars.map((bar, i) => row(bar, i, share, end(bar), ticks.map(t => t / (last - first) * 100))));
}

// About six round numbers.
function axis(total) {
  const units = [10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 108e5, 216e5, 432e5, 864e5, 1728e5, 6048e5];
  const unit = units.find(u => total / u <= 6) || total / 4;
  const ticks = [];
  for (let t = 0; t <= total * 0.97; t += unit) ticks.push(t);
  return ticks;
}

function row(bar, i, share, end, ticks) {
  const from = Date.parse(bar.from);
  const begun = bar.begunAt ? Date.parse(bar.begunAt) : null;
  const left = share(from), width = share(end) - left;
  const tone = look(bar.state).tone;
  const lasts = bar.to === null;
  const length = end - from;
  const told = length > 0 ? span(length) : '';
  return h('div', { class: `fall-row ${bar.kind}`, 'data-key': `${i}-${bar.line}`, title: bar.text },
    h('span', { class: 'fall-name' }, shape(bar.state || 'ring'), h('span', { class: 'kind' }, ICONS[bar.kind] || bar.kind), h('span', { class: 'label' }, bar.label)),
    h('div', { class: 'track' },
      ticks.map(t => h('i', { class: 'grid', style: { left: t + '%' } })),
      length === 0
        ? h('i', { class: `point ${tone}`, style: { left: left + '%' } })
        : h('i', { class: `bar ${tone}${lasts ? ' lasts' : ''}`, style: { left: left + '%', width: `max(3px, ${width}%)` } },
          begun && begun > from ? h('i', { class: 'queued', style: { width: Math.min(100, (begun - from) / (end - from) * 100) + '%' } }) : null),
      h('span', said(left, width),
        [mark(bar.state || bar.kind).lastChild.textContent, told].filter(Boolean).join(' · '), lasts ? ' …' : '')));
}

// Beside the bar where there is room, otherwise upon its end.
function said(left, width) {
  if (left + width <= 74) return { class: 'said', style: { left: left + width + '%' } };
  if (left > 22) return { class: 'said before', style: { right: 100 - left + '%' } };
  return { class: 'said upon', style: { right: 100 - left - width + '%' } };
}

// The same, to be read.
export const barTable = flow => table('The waterfall as a table', [
  ['Since start', b => '+' + span(Date.parse(b.from) - Date.parse(flow.bars[0].from)), 'num'],
  ['Kind', b => ICONS[b.kind] || b.kind],
  ['What', b => b.label],
  ['Target', b => b.target],
  ['State', b => mark(b.state || b.kind)],
  ['Waited for a handler', b => b.begunAt ? span(Date.parse(b.begunAt) - Date.parse(b.from)) : '', 'num'],
  ['Took', b => b.to === null ? 'goes on' : b.to === b.from ? '' : span(Date.parse(b.to) - Date.parse(b.from)), 'num'],
  ['Until', b => b.until ? clock(b.until) : ''],
  ['Said', b => b.text, 'wide'],
], flow.bars, 'Nothing yet.', (b, i) => `${i}-${b.line}`);
