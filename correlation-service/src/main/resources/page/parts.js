// What several views show.
import { h } from './dom.js';
import { at, coarse, now, span, ticking } from './format.js';
import { mark } from './marks.js';

export const target = (group, name) =>
  h('a', { href: `#/target/${[group, ...name.split('/')].map(encodeURIComponent).join('/')}`, class: 'name' },
    group === 'default' ? name : [h('span', { class: 'group' }, group + '/'), name]);

export const flow = (id, text) => h('a', { href: '#/flow/' + encodeURIComponent(id) }, text || id);
export const policy = name => name ? h('a', { href: '#/policy/recovery/' + encodeURIComponent(name) }, name) : '';

export const button = (text, action, kind) => h('button', { type: 'button', class: kind || null, onclick: action }, text);

// columns: [heading, cell(row), class?]; an empty table is one calm sentence
export function table(caption, columns, rows, empty, key) {
  if (!rows.length) return h('p', { class: 'empty' }, empty);
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, columns.map(([name, , kind]) => h('th', { scope: 'col', class: kind || null }, name)))),
      h('tbody', {}, rows.map((row, i) => h('tr', { 'data-key': key ? key(row, i) : null },
        columns.map(([name, cell, kind]) => h('td', { class: kind || null, 'data-label': name }, cell(row, i))))))));
}

export const section = (title, count, ...content) => h('section', { class: 'card' },
  h('header', {}, h('h2', {}, title), count === null || count === undefined ? null : h('span', { class: 'count' }, count)),
  content);

export function flowState(f) {
  return mark(f.outcome || f.state);
}

export function took(f) {
  return f.endedAt ? span(Date.parse(f.endedAt) - Date.parse(f.startedAt)) : ticking(f.startedAt, 'since');
}

export const flowTable = (caption, flows, empty) => table(caption, [
  ['Outcome', flowState],
  ['What', f => flow(f.flowId, f.title), 'wide'],
  ['Target', f => target(f.group, f.target)],
  ['Began', f => at(f.startedAt)],
  ['Took', took, 'num'],
  ['Policies', f => f.policies.map((p, i) => [i ? ', ' : '', policy(p)])],
], flows, empty, f => f.flowId);

// Steps of a recovery as a row of shapes; the words are there for those who do not see them.
export function steps(recovery) {
  return h('span', { class: 'steps' }, recovery.steps.map(step => mark(step.phase, step.attempt > 1 ? `${step.id} ×${step.attempt}` : step.id)));
}

// Steps that wait for a person, over these recoveries.
export const asking = recoveries => recoveries.flatMap(r => r.phase === 'ENDED' ? [] : r.steps
  .filter(s => s.phase === 'AWAITING' && !s.awaited)
  .map(s => ({ recovery: r, step: s, group: r.group, target: r.target, policy: r.policy, flowId: r.flowId, since: s.dispatchedAt || r.startedAt, until: s.deadline })));

export function doing(r) {
  if (r.phase === 'VERIFYING') {
    return r.stableAt ? ['healthy; verified at ', ticking(r.stableAt, 'left')] : ['waits for health, at the latest until ', ticking(r.verifyUntil, 'left')];
  }
  const step = r.steps.find(s => ['RUNNING', 'DISPATCHED', 'WAITING', 'AWAITING', 'PROBING'].includes(s.phase)) || r.steps.find(s => s.phase !== 'PENDING' && !s.output && s.deadline);
  if (!step) return r.phase.toLowerCase();
  const until = step.retryAt || step.deadline;
  if (step.phase === 'AWAITING') {
    return [step.awaited ? `waits for the health of ${step.awaited}` : `${step.id} waits for a person`, until ? [', until ', ticking(until, 'left')] : ''];
  }
  const verb = { RUNNING: 'runs', DISPATCHED: 'asked for', WAITING: 'tries again', PROBING: 'asks what became of' }[step.phase] || step.phase.toLowerCase();
  return [`${verb} ${step.id}`, step.attempt > 1 ? `, attempt ${step.attempt}` : '', until ? [step.phase === 'WAITING' ? ' at ' : ', at most until ', ticking(until, 'left')] : ''];
}

export function links(templates, values) {
  const fillIn = url => url.replace(/\{(\w+)\}/g, (all, name) => values[name] === undefined ? all : encodeURIComponent(values[name]));
  return templates
    .filter(t => [...t.url.matchAll(/\{(\w+)\}/g)].every(([, name]) => values[name] !== undefined && values[name] !== null))
    .map(t => h('a', { href: fillIn(t.url), target: '_blank', rel: 'noopener noreferrer', class: 'out' }, t.name.charAt(0).toUpperCase() + t.name.slice(1).replaceAll('-', ' ')));
}

export const missing = list => list && list.length
  ? h('p', { class: 'note bad' }, 'Not everything is shown: ', list.join('; '), '.') : null;

export const left = iso => Date.parse(iso) > now() ? coarse(Date.parse(iso) - now()) : 'now';
