import { h } from './dom.js';
import { get, query } from './api.js';
import { at, clock } from './format.js';
import { button, flowTable, missing } from './parts.js';

const OUTCOMES = ['RECOVERED', 'INEFFECTIVE', 'FAILED', 'COMPENSATED', 'CANCELLED', 'EXPIRED', 'UNKNOWN'];
const SPANS = { '': 'any time', '1h': 'the last hour', '24h': 'the last 24 hours', '7d': 'the last 7 days' };
const HOURS = { '1h': 1, '24h': 24, '7d': 168 };
const ROUNDS = 8;

export const view = {
  name: 'flows',
  title: () => 'Flows',
  wants: () => true,
  async load(route) {
    const { span, from, to, ...given } = route.query;
    const asked = { ...given };
    if (HOURS[span]) asked.since = new Date(Date.now() - HOURS[span] * 3_600_000).toISOString();
    if (from) asked.since = iso(from);
    if (to) asked.until = iso(to);
    const limit = Math.min(1000, Number(asked.limit) || 100);
    let answer = await get('flows' + query({ ...asked, limit }));
    // A filter that matches little: look further back, some pages, and say how far.
    for (let round = 0; answer.next && answer.flows.length < limit && round < ROUNDS; round++) {
      const more = await get('flows' + query({ ...asked, limit: limit - answer.flows.length, after: answer.next }));
      const known = new Set(answer.flows.map(f => f.flowId));
      answer = { ...more, flows: [...answer.flows, ...more.flows.filter(f => !known.has(f.flowId))] };
    }
    return { ...answer, limit, until: answer.next ? looked(answer.next) : null };
  },
  render: (data, route) => h('div', {},
    h('h1', { tabindex: -1 }, 'Flows'),
    h('p', { class: 'lead' }, 'One flow is one cause and everything that followed: signals, verdicts, recoveries.'),
    form(route),
    missing(data.missing),
    route.query.after && looked(route.query.after) ? h('p', { class: 'note' }, 'Only what changed before ', at(looked(route.query.after)), ' is shown.') : null,
    flowTable('Flows, the most recently changed first', data.flows, 'No flow is like that. Take away a filter, or wait for a signal that a policy reacts to.'),
    more(data, route)),
};

// How far it was looked, so that nobody takes what was not looked at for what is not there.
function more(data, route) {
  if (!data.next) return null;
  if (data.flows.length >= data.limit) {
    return h('p', { class: 'more' }, `${data.flows.length} are shown. `, data.limit < 1000
      ? button('Show more', () => go({ ...route.query, limit: Math.min(1000, data.limit * 2) })) : 'Narrow the search to see others.');
  }
  return h('p', { class: 'more' }, data.until ? ['Looked at what changed after ', at(data.until), '. '] : 'Not everything was looked at. ',
    button('Look further back', () => go({ ...route.query, after: data.next })));
}

// The place where a search went on to begins with the second of the last change, counted down.
const looked = next => /^\d{11}\|/.test(next) ? new Date((99_999_999_999 - Number(next.slice(0, 11))) * 1000).toISOString() : null;

const iso = local => { const t = new Date(local); return isNaN(t) ? null : t.toISOString(); };
const go = values => { location.hash = '#/flows' + query(values); };

function form(route) {
  const q = route.query;
  const input = (name, label, props) => h('div', { class: 'field' }, h('label', { for: 'f-' + name }, label),
    h('input', { id: 'f-' + name, name, value: q[name] || '', autocomplete: 'off', ...props }));
  const select = (name, label, options) => h('div', { class: 'field' }, h('label', { for: 'f-' + name }, label),
    h('select', { id: 'f-' + name, name, shown: q[name] || '', onchange: event => search(event.target.form) },
      options.map(([value, text]) => h('option', { value, selected: (q[name] || '') === value }, text))));
  const search = element => {
    const values = Object.fromEntries(new FormData(element));
    go({ ...values, span: values.span });
  };
  return h('form', { class: 'filters', role: 'search', 'aria-label': 'Flows', onsubmit: event => { event.preventDefault(); search(event.target); } },
    input('text', 'Text', { type: 'search', placeholder: 'title, name or id' }),
    input('target', 'Target', { placeholder: 'payments or payments/p-1' }),
    input('group', 'Group', {}),
    input('policy', 'Policy', {}),
    select('outcome', 'Outcome', [['', 'any'], ...OUTCOMES.map(o => [o, o.toLowerCase()])]),
    select('state', 'State', [['', 'any'], ['open', 'open'], ['closed', 'closed']]),
    select('span', 'When', Object.entries(SPANS)),
    input('from', 'From', { type: 'datetime-local', title: 'Changed after; ' + clock(new Date().toISOString()) }),
    input('to', 'To', { type: 'datetime-local' }),
    h('div', { class: 'field end' }, h('button', { type: 'submit', class: 'primary' }, 'Search'),
      h('a', { href: '#/flows', class: 'quiet' }, 'Clear')));
}
