import { h } from './dom.js';
import { get, orElse, path, query } from './api.js';
import { at, now, serverTime, span, ticking } from './format.js';
import { mark } from './marks.js';
import * as ask from './dialog.js';
import { button, flow, flowTable, links, missing, policy, section, table } from './parts.js';
import { reasonOf } from './now.js';

const DAY = 86_400_000;

export const view = {
  name: 'targets',
  title: (data, route) => route.args.slice(1).join('/'),
  wants: (notices, route) => notices.some(n => n.group === route.args[0]),
  async load(route) {
    const [group, ...rest] = route.args;
    const name = rest.join('/');
    const [target, flows, explain, breakers, verdicts, page, groups] = await Promise.all([
      get('targets/' + path(group, ...rest)),
      get('flows' + query({ group, target: name, limit: 100 })),
      orElse(get('explain' + query({ group, target: name })), null),
      orElse(get('breakers' + query({ group })), { breakers: [] }),
      orElse(get('verdicts' + query({ group, target: name, limit: 20 })), { verdicts: [] }),
      orElse(get('page'), { links: [] }),
      orElse(get('groups'), { groups: [], mesh: {} }),
    ]);
    if (page.at) serverTime(page.at);
    return { target, flows, explain, verdicts, page, group: groups.groups.find(g => g.group === group), breakers: breakers.breakers.filter(b => b.service === rest[0]) };
  },
  render: data => h('div', {},
    head(data), missing(data.flows.missing), history(data), explained(data), breakers(data), verdicts(data),
    section('Flows', data.flows.flows.length, flowTable('Flows of this target', data.flows.flows, 'Nothing has happened to it.'))),
};

function head({ target: t, page, group }) {
  const fact = (name, ...value) => h('div', {}, h('span', { class: 'fact-name' }, name), h('span', {}, value));
  const service = t.target.split('/')[0];
  return h('div', { class: 'head' },
    h('h1', { tabindex: -1 }, t.target),
    h('div', { class: 'facts' },
      fact('Health', mark(t.health), t.since ? [' for ', ticking(t.since, 'since')] : ''),
      fact('Group', t.group, group && group.paused ? [' ', mark('PAUSED', `paused by ${group.paused.by}`)] : '', group && group.storm ? [' ', mark('STORM', 'storm')] : ''),
      fact('In recovery', t.active ? t.flowId ? flow(t.flowId, t.active) : t.active : 'no'),
      fact('Blocked', t.blockedUntil ? [mark('BLOCKED'), ' until ', ticking(t.blockedUntil, 'left'), ': ', t.blockReason] : 'no'),
      t.untold ? fact('Nobody was told', mark('UNTOLD'), ' ', t.untold.replace(/^nobody was told: /, '')) : null,
      fact('Failures in a row', t.failures, t.lastFailureAt ? [', the last ', ticking(t.lastFailureAt, 'ago')] : ''),
      fact('Last verified recovery', t.lastSuccessAt ? [at(t.lastSuccessAt), ' (', ticking(t.lastSuccessAt, 'ago'), ')'] : 'none')),
    h('div', { class: 'buttons' },
      button('Pause service ' + service, () => ask.pause('service', { group: t.group, target: service }, 'service ' + service), 'danger'),
      button('Resume service ' + service, () => ask.resume('service', { group: t.group, target: service }, 'service ' + service)),
      button('Silence ' + t.target, () => ask.silence(t.target === service ? 'service' : 'target', t.group, t.target)),
      t.blockedUntil || t.failures ? button('Acknowledge', () => ask.acknowledge(t), 'primary') : null,
      links(page.links, { group: t.group, target: t.target, from: now() - DAY, to: now() })));
}

// The last seven days as a strip: each bad period with how it ended.
function history({ target: t, flows }) {
  const until = now(), from = until - 7 * DAY;
  const place = time => Math.max(0, Math.min(100, (time - from) / (until - from) * 100));
  const periods = flows.flows.filter(f => f.target === t.target && Date.parse(f.endedAt || f.changedAt) >= from);
  return section('Health of the last 7 days', null,
    h('div', { class: 'strip', role: 'img', 'aria-label': periods.length ? `${periods.length} bad periods in 7 days; the table of flows says the same` : 'healthy for 7 days, as far as is known' },
      periods.map(f => {
        const left = place(Date.parse(f.startedAt));
        const right = place(f.endedAt ? Date.parse(f.endedAt) : until);
        return h('i', { class: f.outcome === 'RECOVERED' ? 'bar warn' : 'bar bad', style: { left: left + '%', width: `max(3px, ${right - left}%)` }, title: `${f.title}` });
      })),
    h('div', { class: 'strip-scale', 'aria-hidden': 'true' }, h('span', {}, '7 days ago'), h('span', {}, 'now')),
    h('p', { class: 'calm' }, periods.length
      ? `${periods.length} bad ${periods.length === 1 ? 'period' : 'periods'}, ${span(periods.reduce((sum, f) => sum + (f.endedAt ? Date.parse(f.endedAt) : until) - Math.max(from, Date.parse(f.startedAt)), 0))} in all.`
      : 'No bad period is known.'));
}

function explained({ explain }) {
  if (!explain) return null;
  return section('What would be answered if it were asked for now', null, explain.policies.length ? explain.policies.map(p => h('div', { class: 'explain', 'data-key': p.policy },
    h('h3', {}, policy(p.policy), ' ', mark(p.verdict)),
    table('Guards of ' + p.policy, [
      ['Guard', g => g.guard],
      ['Answer', g => mark(g.answer)],
      ['Because', g => g.because, 'wide'],
      ['Until', g => g.until ? ticking(g.until, 'left') : ''],
      ['Waits for', g => g.blockedBy || ''],
    ], p.guards, 'No guards.', g => g.guard))) : h('p', { class: 'empty' }, 'No policy could act on it.'));
}

const breakers = ({ breakers: list }) => section('Circuit breakers', list.length, table('Circuit breakers', [
  ['State', b => mark(b.state)],
  ['Policy', b => policy(b.policy)],
  ['Counted', b => b.outcomes ? `${b.failures} of ${b.outcomes} failed` : b.openings ? `opened ${b.openings} times in a row` : ''],
  ['Until', b => b.until ? ticking(b.until, 'left') : ''],
  ['Why', b => b.reason || '', 'wide'],
  ['', b => h('span', { class: 'buttons' }, button('Reset', () => ask.breaker('reset-breaker', b)), button('Force open', () => ask.breaker('force-open-breaker', b)),
    button('Disable', () => ask.breaker('disable-breaker', b))), 'acts'],
], list, 'No breaker of this service has counted anything.', b => b.policy));

const verdicts = ({ verdicts: { verdicts: list } }) => section('Answers of the gate', list.length, table('Verdicts of the last day', [
  ['When', v => at(v.at)],
  ['Verdict', v => mark(v.verdict)],
  ['Policy', v => policy(v.policy)],
  ['By', v => v.guard ? reasonOf(v.guard) : 'every guard'],
  ['Because', v => v.reason, 'wide'],
  ['Until', v => v.until ? at(v.until) : ''],
  ['', v => flow(v.flowId, 'story')],
], list, 'None in the last day.', v => v.requestId));
