// A plan as a graph and as a table; with a recovery, coloured by how its steps stand.
import { h } from './dom.js';
import { span } from './format.js';
import { mark, word } from './marks.js';
import { graph } from './graph.js';
import { table } from './parts.js';

const UNDO = 'undo:';

export function plan(name, p, recovery) {
  const runs = new Map((recovery ? recovery.steps : []).map(s => [s.id, s]));
  const nodes = p.steps.map(s => ({
    id: s.id, title: s.id, state: runs.has(s.id) ? runs.get(s.id).phase : recovery ? 'PENDING' : null,
    sub: [runs.get(s.id) && runs.get(s.id).attempt > 1 ? '×' + runs.get(s.id).attempt : null, s.kind === 'run' ? s.does : `${s.kind}: ${s.does}`].filter(Boolean).join(' '),
    round: s.kind === 'approve' || s.kind === 'await',
  }));
  const edges = p.edges.map(e => ({ ...e, faint: !e.after }));
  const followed = new Set(p.edges.filter(e => e.after).map(e => e.from));
  const elsewhere = new Set(p.edges.map(e => e.to).filter(to => !p.steps.some(s => s.id === to)));
  for (const id of elsewhere) nodes.push({ id, title: id, sub: '', state: null, round: true });
  const verdict = recovery ? recovery.outcome === 'RECOVERED' ? 'VERIFIED' : recovery.phase === 'VERIFYING' ? 'VERIFYING' : recovery.outcome ? 'NOT_RUN' : 'PENDING' : null;
  nodes.push({ id: '\0verify', title: 'verify', sub: p.verify, state: verdict, round: true });
  const led = new Set(p.edges.filter(e => !e.after).map(e => e.to));
  const entered = new Set(p.edges.filter(e => e.after).map(e => e.to));
  for (const s of p.steps) if (!followed.has(s.id) && (entered.has(s.id) || !led.has(s.id))) edges.push({ from: s.id, to: '\0verify', label: '' });
  for (const s of recovery ? recovery.steps : []) {
    if (s.id.startsWith(UNDO)) {
      nodes.push({ id: s.id, title: s.id.replace(UNDO, 'undo '), sub: '', state: s.phase });
      edges.push({ from: s.id.slice(UNDO.length), to: s.id, label: 'undo', faint: true });
    }
  }
  return h('div', { class: 'plan' },
    graph(name, nodes, edges),
    p.repeat ? h('p', { class: 'calm' }, `While the target is not verified, the plan runs again, ${p.repeat}.`) : null,
    h('details', {}, h('summary', {}, 'The plan as a table'), planTable(name, p, runs, recovery)));
}

const planTable = (name, p, runs, recovery) => table(name + ' as a table', [
  ['Step', s => s.id],
  ...recovery ? [['State', s => mark(runs.has(s.id) ? runs.get(s.id).phase : 'PENDING')], ['Attempt', s => runs.get(s.id) ? runs.get(s.id).attempt || '' : '', 'num']] : [],
  ['Kind', s => s.kind],
  ['Does', s => s.does],
  ['After', s => after(s, p)],
  ['Leads to', s => p.edges.filter(e => e.from === s.id && !e.after).map(e => `${e.label} → ${e.to}`).join(', ')],
  ['Only when', s => s.when ? h('code', {}, s.when) : 'always'],
  ['Undo', s => s.undo || 'nothing'],
  ['Timeout', s => span(s.timeoutMs), 'num'],
  ['If it fails for good', s => word(s.onFailure)],
], p.steps, 'A plan without steps.', s => s.id);

function after(s, p) {
  const from = p.edges.filter(e => e.to === s.id && e.after);
  return from.length ? (from[0].label ? from[0].label + ': ' : '') + from.map(e => e.from).join(', ') : 'at once';
}
