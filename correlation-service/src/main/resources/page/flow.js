import { h } from './dom.js';
import { get, orElse, path, text } from './api.js';
import { at, span, ticking } from './format.js';
import { mark } from './marks.js';
import * as ask from './dialog.js';
import { asking, button, doing, links, missing, policy, section, target, took } from './parts.js';
import { barTable, waterfall } from './waterfall.js';
import { plan } from './plan.js';
import { chain } from './chain.js';
import { facts } from './facts.js';

const RUNNING = r => r.phase !== 'ENDED';
const MOST_RECOVERIES = 20;

export const view = {
  name: 'flows',
  title: (data, route) => data ? data.flow.title : route.args[0],
  wants: (notices, route) => notices.some(n => n.flowId === route.args[0] || (!n.flowId && n.of === 'health')),
  async load(route) {
    const flow = await get('flows/' + path(route.args[0]));
    const [recoveries, waiting, page] = await Promise.all([
      Promise.all(flow.recoveries.slice(-MOST_RECOVERIES).map(id => orElse(get('recoveries/' + path(id)), null))),
      flow.state === 'open' ? orElse(get('waiting?group=' + encodeURIComponent(flow.group)), { waiting: [] }) : { waiting: [] },
      orElse(get('page'), { links: [] }),
    ]);
    return { flow, recoveries: recoveries.filter(Boolean), waiting: waiting.waiting.filter(w => w.flowId === flow.flowId), page };
  },
  render: data => h('div', {},
    head(data),
    data.waiting.map(asked),
    asking(data.recoveries).map(askedStep),
    section('What happened when', null, waterfall(data.flow), h('details', {}, h('summary', {}, 'The waterfall as a table'), barTable(data.flow))),
    data.recoveries.filter(r => r.plan).map(r => recovery(r)),
    chain(data.flow),
    story(data.flow),
    facts(data.flow)),
};

function head({ flow, recoveries, page }) {
  const running = recoveries.filter(RUNNING);
  const lastPolicy = flow.policies[flow.policies.length - 1];
  return h('div', { class: 'head' },
    h('h1', { tabindex: -1 }, flow.title),
    h('div', { class: 'facts' },
      fact('State', mark(flow.outcome || flow.state), flow.outcome && flow.state === 'open' ? ' still open' : ''),
      fact('Target', flow.targets.map((t, i) => [i ? ', ' : '', target(flow.group, t)])),
      fact('Began', at(flow.startedAt), ' (', ticking(flow.startedAt, 'ago'), ')'),
      fact('Took', took(flow)),
      fact('Policies', flow.policies.length ? flow.policies.map((p, i) => [i ? ', ' : '', policy(p)]) : 'none'),
      fact('Flow', h('code', {}, flow.flowId))),
    h('div', { class: 'buttons' },
      button('Copy as Markdown', () => copy(flow)),
      running.map(r => button(`Cancel ${r.policy}`, () => ask.cancel(r), 'danger')),
      lastPolicy ? button(`Run ${lastPolicy} again`, () => ask.retry(lastPolicy, flow.group, flow.target)) : null,
      button(`Acknowledge ${flow.target}`, () => ask.acknowledge(flow)),
      links(page.links, {
        flowId: flow.flowId, traceId: flow.traceId, group: flow.group, target: flow.target, policy: lastPolicy,
        from: Date.parse(flow.startedAt) - 60_000, to: Date.parse(flow.endedAt || flow.changedAt) + 60_000,
      })));
}

const fact = (name, ...value) => h('div', {}, h('span', { class: 'fact-name' }, name), h('span', {}, value));

async function copy(flow) {
  try {
    const markdown = await text('flows/' + path(flow.flowId) + '/markdown');
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(markdown);
      ask.say('Copied: the timeline as Markdown, ready to paste.');
    } else {
      show(markdown);
    }
  } catch (e) {
    ask.say(e.message || String(e), true);
  }
}

// Without a secure context there is no clipboard: show it, selected.
function show(markdown) {
  const area = h('textarea', { rows: 20, cols: 80, readonly: true, 'aria-label': 'Markdown' });
  area.value = markdown;
  const dialog = h('dialog', { 'aria-label': 'The flow as Markdown', onclose: () => dialog.remove() }, area,
    h('div', { class: 'buttons' }, button('Close', () => dialog.close())));
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}

const asked = w => h('section', { class: 'card asks', 'data-key': w.requestId },
  h('header', {}, h('h2', {}, w.verdict === 'AWAITING_APPROVAL' ? 'Waits for a person' : 'Waits')),
  h('p', {}, mark(w.verdict), ' ', w.policy, ' on ', target(w.group, w.target), w.because ? ': ' + w.because : '',
    w.until ? [w.verdict === 'AWAITING_APPROVAL' ? '; without an answer it expires at ' : '; looked at again at ', ticking(w.until, 'left')] : ''),
  w.verdict === 'AWAITING_APPROVAL' ? h('div', { class: 'buttons' },
    button('Approve', () => ask.approve(w), 'primary'), button('Reject', () => ask.reject(w))) : null);

const askedStep = w => h('section', { class: 'card asks', 'data-key': w.recovery.id + w.step.id },
  h('header', {}, h('h2', {}, 'Waits for a person')),
  h('p', {}, mark('AWAITING_APPROVAL'), ` step ${w.step.id} of ${w.policy} on `, target(w.group, w.target), w.until ? ['; without an answer it is timed out at ', ticking(w.until, 'left')] : ''),
  h('div', { class: 'buttons' }, button('Approve', () => ask.approveStep(w.recovery, w.step), 'primary'), button('Reject', () => ask.rejectStep(w.recovery, w.step))));

// What a person may do to a step that waits to be tried again, or that is in nobody's hands.
const orders = r => RUNNING(r) ? r.steps.filter(s => s.phase === 'WAITING').map(s => [
  button(`Retry ${s.id} now`, () => ask.retryStep(r, s)), button(`Skip ${s.id}`, () => ask.skipStep(r, s), 'danger')]) : null;

const recovery = r => h('section', { class: 'card', 'data-key': r.id },
  h('header', {}, h('h2', {}, 'Plan of ', r.policy), mark(r.outcome || r.phase),
    h('span', { class: 'calm' }, r.target, ', ', RUNNING(r) ? doing(r) : span(Date.parse(r.endedAt) - Date.parse(r.startedAt))),
    r.iteration > 1 ? h('span', { class: 'calm' }, `iteration ${r.iteration}`) : null,
    h('span', { class: 'push' }), orders(r), h('code', { class: 'calm' }, r.id)),
  plan('Plan of ' + r.policy, r.plan, r));

function story(flow) {
  const cause = entry => flow.entries.findIndex(e => e.eventId === entry.causationId) + 1;
  const start = flow.entries.length ? Date.parse(flow.entries[0].at) : 0;
  return section('The story', flow.entries.length, h('ol', { class: 'story' }, flow.entries.map((e, i) => {
    const by = i > 0 && flow.entries[i - 1].eventId === e.eventId ? i : cause(e);
    return h('li', { id: 'line-' + (i + 1) },
      h('span', { class: 'when', title: e.at }, '+' + span(Date.parse(e.at) - start)),
      mark(e.state || e.kind, e.kind),
      h('span', {}, e.target !== flow.target ? h('strong', {}, e.target + ': ') : null, e.text,
        e.count > 1 ? h('strong', {}, ` ${e.count} times`) : null,
        by ? h('span', { class: 'calm' }, ` ← line ${by}`) : null));
  })), flow.dropped ? h('p', { class: 'calm' }, `${flow.dropped} further lines of this long flow were not kept; the log has its facts.`) : null);
}
