import { h } from './dom.js';
import { get, orElse, path, query } from './api.js';
import { at, span } from './format.js';
import { mark } from './marks.js';
import { flow, flowTable, section, table, target } from './parts.js';
import { plan } from './plan.js';

export const list = {
  name: 'policies',
  title: () => 'Policies',
  wants: () => false,
  load: () => get('policies'),
  render: data => h('div', {},
    h('h1', { tabindex: -1 }, 'Policies'),
    h('p', { class: 'lead' }, 'What is declared: when to act, what guards it, what it does. Observe says what it would have done.'),
    problems(data.problems, 'Problems of the policy files that were read last'),
    table('Policies and services', [
      ['Name', p => h('a', { href: `#/policy/${p.kind}/${encodeURIComponent(p.name)}` }, p.name), 'wide'],
      ['Kind', p => p.kind],
      ['Mode', p => p.mode || ''],
      ['Objective', p => p.rtoMs ? span(p.rtoMs) : '', 'num'],
      ['Owner', p => p.owner || ''],
      ['From', p => p.file || 'the API'],
      ['Version', p => h('code', {}, p.version.slice(0, 12))],
      ['Loaded', p => at(p.loadedAt)],
    ], data.policies, 'Nothing is declared yet: ./mesh policies apply, or the policy directory.', p => p.kind + p.name)),
};

export const one = {
  name: 'policies',
  title: (data, route) => route.args[1],
  wants: (notices, route) => notices.some(n => n.policy === route.args[1]),
  async load(route) {
    const [kind, name] = route.args;
    const policy = await get('policies/' + path(kind, name));
    if (kind !== 'recovery') return { policy, flows: [], observed: [], refused: [] };
    const verdicts = verdict => orElse(get('verdicts' + query({ policy: name, verdict, limit: 50 })), { verdicts: [] });
    const [flows, observed, blocked] = await Promise.all([
      orElse(get('flows' + query({ policy: name, limit: 50 })), { flows: [] }), verdicts('OBSERVED'), verdicts('BLOCKED'),
    ]);
    return { policy, flows: flows.flows, observed: observed.verdicts, refused: blocked.verdicts };
  },
  render: ({ policy: p, flows, observed, refused }) => h('div', {},
    h('div', { class: 'head' }, h('h1', { tabindex: -1 }, p.name),
      h('div', { class: 'facts' }, [
        ['Kind', p.kind], ['Mode', p.mode], ['Objective', p.rtoMs ? 'recovered within ' + span(p.rtoMs) : p.kind === 'recovery' ? 'none' : null],
        ['Owner', p.owner || 'nobody is named'], ['From', p.file || 'the API'], ['Version', p.version], ['Loaded', at(p.loadedAt)],
      ].filter(([, v]) => v).map(([name, value]) => h('div', {}, h('span', { class: 'fact-name' }, name), h('span', {}, value))))),
    p.plan ? section('Plan', p.plan.steps.length, plan('Plan of ' + p.name, p.plan, null)) : null,
    p.problems && p.problems.length ? problems(p.problems, 'What is doubtful about it') : h('p', { class: 'calm lint' }, mark('UP', 'Nothing about it is doubtful.')),
    p.kind === 'recovery' ? [
      section('What it did', flows.length, flowTable('Flows it took part in', flows, 'It has not had anything to do yet.')),
      verdicts('What it would have done', observed, p.mode === 'observe'
        ? 'Nothing in the last day: no signal asked for it.' : 'It is not in observe mode, and was not in the last day.'),
      verdicts('What was refused', refused, 'Nothing in the last day.')] : null,
    section('As written', null, h('pre', { tabindex: 0 }, p.source))),
};

const verdicts = (title, list, empty) => section(title, list.length, table(title, [
  ['When', v => at(v.at)],
  ['Target', v => target(v.group, v.target)],
  ['Answer', v => mark(v.verdict)],
  ['Because', v => v.reason, 'wide'],
  ['', v => flow(v.flowId, 'story')],
], list, empty, v => v.requestId));

const problems = (list, title) => list.length ? section(title, list.length, table(title, [
  ['', p => mark(p.severity || 'WARNING')],
  ['Where', p => `${p.file || ''}${p.line ? ':' + p.line : ''}`],
  ['Field', p => p.field || ''],
  ['Problem', p => p.message, 'wide'],
  ['Mend', p => p.mend || '', 'wide'],
], list, '', (p, i) => String(i))) : null;
