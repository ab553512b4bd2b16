// What led to what, across services: the first trouble, the recoveries it caused, and those that followed from them.
import { h } from './dom.js';
import { span } from './format.js';
import { mark } from './marks.js';
import { graph } from './graph.js';
import { section, table } from './parts.js';

export function chain(flow) {
  const nodes = [];
  const edges = [];
  const requests = [];
  for (const e of flow.entries) {
    if (e.fact === 'TargetHealth' && e.state !== 'UP' && !nodes.some(n => n.id === 'h' + e.target)) {
      nodes.push({ id: 'h' + e.target, title: e.target, sub: '', state: e.state, at: e.at, said: e.text, round: true });
    } else if (e.fact === 'RecoveryRequest') {
      requests.push(e);
    } else if (e.fact === 'RecoveryStarted') {
      started(e, nodes, edges, requests);
    } else if (e.fact === 'RecoveryEnded') {
      const node = nodes.find(n => n.id === e.recoveryId);
      if (node) Object.assign(node, { state: e.state, said: e.text });
    } else if (e.fact === 'VerdictGiven' && e.state !== 'ADMITTED' && e.policy) {
      refused(e, nodes, edges);
    }
  }
  if (nodes.length < 2) return null;
  return section('What led to what', null,
    graph('What led to what', nodes, edges),
    h('details', {}, h('summary', {}, 'The chain as a table'), table('The chain as a table', [
      ['Since start', n => '+' + span(Date.parse(n.at) - Date.parse(nodes[0].at)), 'num'],
      ['What', n => [n.title, n.sub].filter(Boolean).join(' on ')],
      ['State', n => mark(n.state)],
      ['Led to by', n => edges.filter(e => e.to === n.id).map(e => (nodes.find(x => x.id === e.from) || {}).title).join(', ') || 'the first cause'],
      ['Said', n => n.said, 'wide'],
    ], nodes, '', n => n.id)));
}

function started(e, nodes, edges, requests) {
  const asked = requests.findLast(r => r.policy === e.policy && r.target === e.target && r.recoveryId);
  nodes.push({ id: e.recoveryId, title: e.policy, sub: e.target, state: 'RUNNING', at: e.at, said: e.text });
  edges.push(asked && nodes.some(n => n.id === asked.recoveryId)
    ? { from: asked.recoveryId, to: e.recoveryId, label: 'then' }
    : { from: from(e, nodes), to: e.recoveryId, label: '' });
}

// What was not done belongs to the story as well; the last answer of each policy on each target.
function refused(e, nodes, edges) {
  const id = `v${e.policy} ${e.target}`;
  const known = nodes.find(n => n.id === id);
  if (known) {
    Object.assign(known, { state: e.state, said: e.text });
  } else {
    nodes.push({ id, title: e.policy, sub: e.target, state: e.state, at: e.at, said: e.text });
    edges.push({ from: from(e, nodes), to: id, label: 'not begun', faint: true });
  }
}

const from = (e, nodes) => (nodes.find(n => n.id === 'h' + e.target) || nodes[0]).id;
