// A small layered drawing of a directed graph: nodes {id, title, sub, state}, edges {from, to, label, faint}.
import { h, s } from './dom.js';
import { look, shape, word } from './marks.js';

const W = 168, H = 50, GAP_X = 62, GAP_Y = 18, PAD = 10, SIDE = 34, LANE = 16;

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
  rows.forEach((ids, column) => ids.forEach((id, y) => place.set(id, {
    column,
    x: SIDE + column * (W + GAP_X),
    y: PAD + y * (H + GAP_Y) + (tallest - ids.length) * (H + GAP_Y) / 2,
  })));
  const drawn = edges.filter(e => place.has(e.from) && place.has(e.to));
  const boxes = [...place.values()];
  const around = drawn.filter(e => !isFree(place.get(e.from), place.get(e.to), boxes));
  const width = SIDE * 2 + rows.length * W + (rows.length - 1) * GAP_X;
  const bottom = PAD + tallest * (H + GAP_Y) - GAP_Y;
  const height = bottom + PAD + (around.length ? around.length * LANE + 8 : 0);
  return h('div', { class: 'drawing', tabindex: 0, role: 'group', 'aria-label': name + ', drawn; the table below says the same' },
    s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', class: 'graph' },
      s('defs', {}, s('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
        s('path', { d: 'M0 0.600L7.500 4L0 7.400z', class: 'head' }))),
      drawn.map(e => edge(e, place.get(e.from), place.get(e.to), around.indexOf(e), bottom)),
      nodes.map(n => box(n, place.get(n.id)))));
}

// Whether a curve from one to the other, forwards, passes no box on its way.
function isFree(a, b, boxes) {
  if (b.column <= a.column) return false;
  return boxes.every(box => {
    if (box.column <= a.column || box.column >= b.column) return true;
    for (let i = 0; i <= 8; i++) {
      const y = curveAt(a, b, box.x + W * i / 8);
      if (y > box.y - 6 && y < box.y + H + 6) return false;
    }
    return true;
  });
}

// Height of that curve above a place: its parameter is found by halving, as its x only grows.
function curveAt(a, b, x) {
  const x1 = a.x + W, x2 = b.x - 2, mid = (x1 + x2) / 2;
  const cubic = (t, p, q, r, u) => (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * u;
  let from = 0, to = 1;
  for (let i = 0; i < 20; i++) {
    const t = (from + to) / 2;
    if (cubic(t, x1, mid, mid, x2) < x) from = t; else to = t;
  }
  const y1 = a.y + H / 2, y2 = b.y + H / 2;
  return cubic(from, y1, y1, y2, y2);
}

// Straight to the next column; back, or past boxes, in a lane below all of them, reached between the columns.
function edge(e, a, b, lane, bottom) {
  const x1 = a.x + W, x2 = b.x - 2;
  const mid = (x1 + x2) / 2;
  let d, lx, ly;
  if (lane < 0) {
    const y1 = a.y + H / 2, y2 = b.y + H / 2;
    d = `M${x1} ${y1}C${mid} ${y1} ${mid} ${y2} ${x2} ${y2}`;
    lx = mid;
    ly = (y1 + y2) / 2 - 5;
  } else {
    const aside = 9 + (lane % 4) * 5;
    const out = x1 + aside, into = b.x - aside - 4;
    const y1 = a.y + H * 0.7, y2 = b.y + H * 0.7, y = bottom + 12 + lane * LANE;
    const turn = out > into ? -5 : 5;
    d = `M${x1} ${y1}H${out - 5}Q${out} ${y1} ${out} ${y1 + 5}V${y - 5}Q${out} ${y} ${out + turn} ${y}H${into - turn}Q${into} ${y} ${into} ${y - 5}V${y2 + 5}Q${into} ${y2} ${into + 5} ${y2}H${x2}`;
    lx = (out + into) / 2;
    ly = y - 3;
  }
  return s('g', { class: e.faint ? 'edge faint' : 'edge', 'data-from': e.from, 'data-to': e.to },
    s('path', { d, 'marker-end': 'url(#arrow)' }),
    e.label ? s('text', { x: lx, y: ly, 'text-anchor': 'middle' }, cut(e.label, 18)) : null);
}

function box(n, at) {
  const tone = n.state ? look(n.state).tone : 'calm';
  return s('g', { class: `node ${tone}`, 'data-node': n.id, transform: `translate(${at.x} ${at.y})` },
    s('title', {}, [n.title, n.sub, n.state && word(n.state)].filter(Boolean).join(' · ')),
    s('rect', { width: W, height: H, rx: n.round ? H / 2 : 7 }),
    shape(n.state || 'PENDING', { x: 10, y: 10, width: 14, height: 14 }),
    s('text', { x: 30, y: 21, class: 'title' }, cut(n.title, 19)),
    s('text', { x: 30, y: 38, class: 'sub' }, cut([n.state && word(n.state), n.sub].filter(Boolean).join(' · '), 21)));
}
