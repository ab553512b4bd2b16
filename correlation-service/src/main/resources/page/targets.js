import { h } from './dom.js';
import { get, query } from './api.js';
import { ticking } from './format.js';
import { mark } from './marks.js';
import { flow, missing, table, target } from './parts.js';

export const view = {
  name: 'targets',
  title: () => 'Targets',
  wants: () => true,
  load: route => get('targets' + query({ group: route.query.group, limit: 1000 })),
  render: (data, route) => {
    const words = (route.query.text || '').toLowerCase();
    const shown = data.targets.filter(t => `${t.group}/${t.target} ${t.health}`.toLowerCase().includes(words));
    return h('div', {},
      h('h1', { tabindex: -1 }, 'Targets'),
      h('p', { class: 'lead' }, 'Everything that ever reported its health, or was recovered.'),
      h('form', { class: 'filters', role: 'search', 'aria-label': 'Targets', onsubmit: event => {
        event.preventDefault();
        location.hash = '#/targets' + query(Object.fromEntries(new FormData(event.target)));
      } },
      h('div', { class: 'field' }, h('label', { for: 't-text' }, 'Text'), h('input', { id: 't-text', name: 'text', type: 'search', value: route.query.text || '' })),
      h('div', { class: 'field' }, h('label', { for: 't-group' }, 'Group'), h('input', { id: 't-group', name: 'group', value: route.query.group || '' })),
      h('div', { class: 'field end' }, h('button', { type: 'submit', class: 'primary' }, 'Search'))),
      missing(data.missing),
      data.targets.length >= 1000 ? h('p', { class: 'note' }, 'Only the first 1000 by name were looked at: name a group to see the others.') : null,
      table('Targets', [
        ['Health', t => mark(t.health)],
        ['Target', t => target(t.group, t.target), 'wide'],
        ['For', t => ticking(t.since, 'since'), 'num'],
        ['In recovery', t => t.active && t.flowId ? flow(t.flowId, t.active) : t.active || ''],
        ['Failures', t => t.failures || '', 'num'],
        ['Blocked until', t => t.blockedUntil ? ticking(t.blockedUntil, 'left') : ''],
        ['Last success', t => t.lastSuccessAt ? ticking(t.lastSuccessAt, 'ago') : ''],
      ], shown, 'No target is like that.', t => t.group + '/' + t.target));
  },
};
