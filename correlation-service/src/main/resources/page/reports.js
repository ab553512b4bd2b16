import { h } from './dom.js';
import { get, query } from './api.js';
import { at, span } from './format.js';
import { mark, shape, word } from './marks.js';
import { flow, missing, policy, section, table, target } from './parts.js';
import { reasonOf } from './now.js';

const SPANS = [['24h', 'the last 24 hours'], ['7d', 'the last 7 days'], ['30d', 'the last 30 days'], ['90d', 'the last 90 days']];
const FIELDS = ['group', 'service', 'policy'];

export const view = {
  name: 'reports',
  title: () => 'Reports',
  wants: () => false,
  // What is empty may not be there at all.
  load: async route => ({ services: [], policies: [], suppressed: [], unsuccessful: [], nearMisses: [], missing: [], ...await get('reports' + query(asked(route))) }),
  render: (r, route) => h('div', {},
    h('h1', { tabindex: -1 }, 'Reports'),
    h('p', { class: 'lead' }, 'Counted from the log of facts: ', at(r.from), ' to ', at(r.to), `, ${r.decisions} decisions.`),
    form(route), missing(r.missing), tiles(r),
    times(r, route), policies(r, route), suppressed(r, route), unsuccessful(r, route), near(r, route)),
};

const asked = route => ({ from: '7d', ...Object.fromEntries([...FIELDS, 'from', 'to'].filter(f => route.query[f]).map(f => [f, route.query[f]])) });
const csv = (name, route) => h('a', { href: `api/v1/reports/csv/${name}` + query(asked(route)), download: `${name}.csv`, 'aria-label': `${name} as CSV` }, 'CSV');
const share = rate => rate === null || rate === undefined ? '' : `${Math.round(rate * 100)} %`;
const ms = value => value === null || value === undefined ? '' : span(value);

function form(route) {
  const go = element => { location.hash = '#/reports' + query(Object.fromEntries(new FormData(element))); };
  return h('form', { class: 'filters', 'aria-label': 'Reports', onsubmit: event => { event.preventDefault(); go(event.target); } },
    h('div', { class: 'field' }, h('label', { for: 'r-from' }, 'When'),
      h('select', { id: 'r-from', name: 'from', shown: asked(route).from, onchange: event => go(event.target.form) },
        SPANS.map(([value, text]) => h('option', { value, selected: asked(route).from === value }, text)))),
    FIELDS.map(name => h('div', { class: 'field' }, h('label', { for: 'r-' + name }, name.charAt(0).toUpperCase() + name.slice(1)),
      h('input', { id: 'r-' + name, name, value: route.query[name] || '', autocomplete: 'off' }))),
    h('div', { class: 'field end' }, h('button', { type: 'submit', class: 'primary' }, 'Show')));
}

function tiles(r) {
  const sum = pick => r.services.reduce((total, line) => total + (pick(line) || 0), 0);
  const recoveries = sum(l => l.recoveries);
  const recovered = sum(l => l.outcomes.RECOVERED);
  const met = sum(l => l.objective && l.objective.met), missed = sum(l => l.objective && l.objective.missed);
  const troubles = sum(l => l.firstTimeFix.troubles), fixed = sum(l => l.firstTimeFix.fixed);
  const tile = (name, value, note) => h('div', { class: 'tile' }, h('strong', {}, value), h('span', { class: 'calm' }, name), note ? h('div', { class: 'calm' }, note) : null);
  return h('div', { class: 'tiles' },
    tile('recoveries ended', recoveries, `${recovered} recovered their target`),
    tile('objectives met', met + missed ? share(met / (met + missed)) : 'none', `${met} met, ${missed} missed`),
    tile('fixed the first time', troubles ? share(fixed / troubles) : 'none', `${fixed} of ${troubles} troubles`),
    tile('held back', r.suppressed.reduce((total, line) => total + line.count, 0), 'requests that were not admitted'));
}

const times = (r, route) => section('Recovery time against the objective', r.services.length, table('Recovery time per service and policy', [
  ['Service', l => target(l.group, l.service)],
  ['Policy', l => policy(l.policy)],
  ['Recoveries', l => l.recoveries, 'num'],
  ['p50', l => ms(l.recoveryTime.p50Ms), 'num'],
  ['p95', l => ms(l.recoveryTime.p95Ms), 'num'],
  ['Longest', l => ms(l.recoveryTime.maxMs), 'num'],
  ['Objective', l => l.objective ? span(l.objective.rtoMs) : 'none', 'num'],
  ['p95 of the objective', meter],
  ['Met', l => l.objective ? mark(l.objective.missed ? 'DEGRADED' : 'UP', `${l.objective.met} of ${l.objective.met + l.objective.missed}`) : ''],
  ['First-time fix', l => l.firstTimeFix.troubles ? `${share(l.firstTimeFix.rate)} (${l.firstTimeFix.fixed} of ${l.firstTimeFix.troubles})` : '', 'num'],
  ['Outcomes', l => Object.entries(l.outcomes).map(([name, n]) => `${n} ${word(name)}`).join(', ')],
  ['Retries', l => l.retries || '', 'num'],
  ['Lost', l => l.lost || '', 'num'],
], r.services, 'No recovery ended in this time.', l => l.group + l.service + l.policy), csv('services', route));

function meter(l) {
  if (!l.objective || l.recoveryTime.p95Ms === null || l.recoveryTime.p95Ms === undefined) return '';
  const part = l.recoveryTime.p95Ms / l.objective.rtoMs;
  const tone = part > 1 ? 'bad' : part > 0.8 ? 'warn' : 'good';
  return [h('span', { class: 'meter', 'aria-hidden': 'true' }, h('i', { class: 'bar ' + tone, style: { width: Math.min(100, part * 100) + '%' } })),
    ' ', shape(part > 1 ? 'DOWN' : part > 0.8 ? 'DEGRADED' : 'UP'), ' ', share(part)];
}

const policies = (r, route) => section('What each policy did, and would have done', r.policies.length, table('Policies', [
  ['Policy', p => policy(p.policy)],
  ['Answers', p => p.requests, 'num'],
  ['Recoveries', p => p.recoveries, 'num'],
  ['Recovered', p => p.recovered, 'num'],
  ['Would have run', p => p.wouldHaveRun || '', 'num'],
  ['The last time', p => p.lastWouldHaveRun ? example(p.lastWouldHaveRun) : ''],
  ['Verdicts', p => Object.entries(p.verdicts).map(([name, n]) => `${n} ${word(name)}`).join(', '), 'wide'],
  ['Escalations', p => p.escalations || '', 'num'],
], r.policies, 'No policy had anything to do.', p => p.policy), csv('policies', route));

const suppressed = (r, route) => section('Held back, by reason', r.suppressed.length, table('Requests that were not admitted', [
  ['Verdict', s => mark(s.verdict)],
  ['By', s => reasonOf(s.guard)],
  ['Policy', s => policy(s.policy)],
  ['Times', s => s.count, 'num'],
  ['The last', s => [example(s.last), ' ', s.last.reason], 'wide'],
], r.suppressed, 'Nothing was held back.', s => s.policy + s.verdict + s.guard), csv('suppressed', route));

const unsuccessful = (r, route) => section('Recoveries that did not help', r.unsuccessful.length, table('Recoveries that did not help', [
  ['Outcome', u => mark(u.outcome)],
  ['Service', u => target(u.group, u.service)],
  ['Policy', u => policy(u.policy)],
  ['Times', u => u.count, 'num'],
  ['The last', u => [example(u.last), ' ', u.last.reason], 'wide'],
], r.unsuccessful, 'Every recovery helped.', u => u.group + u.service + u.policy + u.outcome), csv('unsuccessful', route));

const near = (r, route) => section('Near misses', r.nearMisses.length, table('Objectives met with little time left', [
  ['When', n => at(n.at)],
  ['Target', n => target(n.group, n.target)],
  ['Policy', n => policy(n.policy)],
  ['Took', n => span(n.recoveryTimeMs), 'num'],
  ['Objective', n => span(n.rtoMs), 'num'],
  ['', n => flow(n.flowId, 'story')],
], r.nearMisses, 'None: what was in time was well in time.', n => n.flowId + n.at), csv('near-misses', route));

const example = e => [flow(e.flowId, e.target), ' ', h('span', { class: 'calm' }, at(e.at))];
