// Every fact as the log has it; read when somebody asks, because the log lies elsewhere.
import { h } from './dom.js';
import { get, path } from './api.js';
import { clock } from './format.js';

const known = new Map();

export function facts(flow) {
  const key = flow.flowId + flow.changedAt;
  const open = event => {
    if (!event.target.open || known.has(key)) return;
    show(event.target.querySelector('.raw'), flow, key);
  };
  return h('section', { class: 'card', 'data-key': 'facts' },
    h('details', { class: 'big', ontoggle: open }, h('summary', {}, h('h2', {}, 'Every fact as JSON')),
      h('div', { class: 'raw' }, known.get(key) ? rows(known.get(key)) : h('p', { class: 'calm' }, 'Read from the log when opened.'))));
}

async function show(place, flow, key) {
  try {
    const answer = await get('flows/' + path(flow.flowId) + '/facts');
    known.clear();
    known.set(key, answer.facts);
    place.replaceChildren(rows(answer.facts));
  } catch (e) {
    place.replaceChildren(h('p', { class: 'wrong' }, e.message));
  }
}

const rows = list => h('div', {}, list.length ? list.map((f, i) => h('details', { 'data-key': 'fact' + i },
  h('summary', {}, h('code', {}, f.fact), ' ', h('span', { class: 'calm' }, `${clock(f.at, true)} · ${f.target} · number ${f.sequence} of its group`)),
  h('pre', { tabindex: 0 }, JSON.stringify(f, null, 2)))) : h('p', { class: 'empty' }, 'The log keeps no facts of this flow any more.'));
