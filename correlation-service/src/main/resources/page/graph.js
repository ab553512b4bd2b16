// A small layered drawing of a directed graph: nodes {id, title, sub, state}, edges {from, to, label, faint}.
import { h, s } from './dom.js';
import { look, shape, word } from './marks.js';

const W = 168, H = 50, GAP_X = 62, GAP_Y = 18, PAD = 10;

function layers(nodes, edges) {
  const ids = new Set(nodes.map(n => n.id));
  const known = edges.filter(e => ids.has(e.from) && ids.has(e.to) && e.from !== e.to);
  const follows = new Set(known.filter(e => !e.faint).map(e => e.to));
  const forward = forwardEdges(nodes, known.filter(e => !e.faint || !follows.has(e.to)));
  const depth = new Map(nodes.map(n => [n.id, 0]));
  for (let round = 0; round < nodes.length; round++) {
    let moved = false;
    for (const { from, to } of forward) {
      if (depth.get(to) < depth.get(from) + 1) { depth.set(to, depth.get(from) + 1); moved = true; }
    }
    if (!moved) break;
  }
  const rows = [];
  for (const n of nodes) (rows[depth.get(n.id)] = rows[depth.get(n.id)] || []).push(n.id);
  order(rows.filter(Boolean), forward);
  return rows.filter(Boolean);
}

// Without the edges that lead back: a cycle is drawn, but does not decide where things stand.
function forwardEdges(nodes, edges) {
  const out = new Map(nodes.map(n => [n.id, edges.filter(e => e.from === n.id)]));
  const seen = new Map();
  const kept = [];
  const visit = id => {
    seen.set(id, 'open');
    for (const e of out.get(id)) {
      if (seen.get(e.to) === 'open') continue;
      kept.push(e);
      if (!seen.has(e.to)) visit(e.to);
    }
    seen.set(id, 'done');
  };
  const entered = new Set(edges.map(e => e.to));
  for (const n of [...nodes.filter(n => !entered.has(n.id)), ...nodes]) if (!seen.has(n.id)) visit(n.id);
  return kept;
}

// Each layer by the middle of what leads to it: fewer crossings.
function order(rows, edges) {
  for (let i = 1; i < rows.length; i++) {
    const place = new Map(rows[i - 1].map((id, k) => [id, k]));
    const weight = id => {
      const from = edges.filter(e => e.to === id && place.has(e.from)).map(e => place.get(e.from));
      return from.length ? from.reduce((a, b) => a + b, 0) / from.length : rows[i].indexOf(id);
    };
    const weights = new Map(rows[i].map(id => [id, weight(id)]));
    rows[i].sort((a, b) => weights.get(a) - weights.get(b));
  }
}

const cut = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;

export function graph(name, nodes, edges) {
  const rows = layers(nodes, edges);
  const tallest = Math.max(...rows.map(r => r.length));
  const place = new Map();
  rows.forEach((ids, x) => ids.forEach((id, y) => place.set(id, {
    x: PAD + x * (W + GAP_X),
    y: PAD + y * (H + GAP_Y) + (tallest - ids.length) * (H + GAP_Y) / 2,
  })));
  const back = edges.some(e => place.has(e.from) && place.has(e.to) && place.get(e.to).x <= place.get(e.from).x);
  const width = PAD * 2 + rows.length * W + (rows.length - 1) * GAP_X;
  const height = PAD * 2 + tallest * (H + GAP_Y) - GAP_Y + (back ? 34 : 0);
  return h('div', { class: 'drawing', tabindex: 0, role: 'group', 'aria-label': name + ', drawn; the table below says the same' },
    s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', class: 'graph' },
      s('defs', {}, s('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
        s('path', { d: 'M0 0.600L7.500 4L0 7.400z', class: 'head' }))),
      edges.map(e => edge(e, place, height)),
      nodes.map(n => box(n, place.get(n.id)))));
}

function edge(e, place, height) {
  const a = place.get(e.from), b = place.get(e.to);
  if (!a || !b) return null;
  const y1 = a.y + H / 2, y2 = b.y + H / 2;
  const x1 = a.x + W, x2 = b.x - 2;
  const mid = (x1 + x2) / 2;
  const leadsBack = b.x <= a.x;
  const d = leadsBack
    ? `M${a.x + W / 2} ${a.y + H}C${a.x + W / 2} ${height - 2} ${b.x + W / 2} ${height - 2} ${b.x + W / 2} ${b.y + H + 2}`
    : `M${x1} ${y1}C${mid} ${y1} ${mid} ${y2} ${x2} ${y2}`;
  const lx = leadsBack ? (a.x + b.x + W) / 2 : mid;
  const ly = leadsBack ? height - 6 : (y1 + y2) / 2 - 5;
  return s('g', { class: e.faint ? 'edge faint' : 'edge' },
    s('path', { d, 'marker-end': 'url(#arrow)' }),
    e.label ? s('text', { x: lx, y: ly, 'text-anchor': 'middle' }, cut(e.label, 18)) : null);
}

function box(n, at) {
  const tone = n.state ? look(n.state).tone : 'calm';
  return s('g', { class: `node ${tone}`, transform: `translate(${at.x} ${at.y})` },
    s('title', {}, [n.title, n.sub, n.state && word(n.state)].filter(Boolean).join(' · ')),
    s('rect', { width: W, height: H, rx: n.round ? H / 2 : 7 }),
    shape(n.state || 'PENDING', { x: 10, y: 10, width: 14, height: 14 }),
    s('text', { x: 30, y: 21, class: 'title' }, cut(n.title, 19)),
    s('text', { x: 30, y: 38, class: 'sub' }, cut([n.state && word(n.state), n.sub].filter(Boolean).join(' · '), 21)));
}
