import { h } from './dom.js';
import { get } from './api.js';
import { at, coarse, plural, ticking, words } from './format.js';
import { mark } from './marks.js';
import * as ask from './dialog.js';
import { asking, button, doing, flow, flowTable, missing, policy, section, steps, table, target } from './parts.js';

const BROKEN = ['DOWN', 'DEGRADED'];

export const view = {
  name: 'now',
  title: () => 'Now',
  load: () => get('now'),
  wants: () => true,
  render: now => h('div', {},
    h('h1', { tabindex: -1 }, 'Now'),
    headline(now),
    missing(now.missing),
    approvals(now),
    running(now),
    ...broken(now),
    heldBack(now),
    h('section', { class: 'card' },
      h('header', {}, h('h2', {}, 'Lately'), h('a', { href: '#/flows' }, 'all flows')),
      flowTable('The flows that changed last', now.recent, 'Nothing has happened yet. A flow begins with a signal that a policy reacts to, or with a target that falls ill.'))),
};

// The first line is the answer to "what is going on?".
function headline(now) {
  const { unhealthy, targets, recovering } = now.counts;
  const asked = now.waiting.filter(w => w.verdict === 'AWAITING_APPROVAL').length + asking(now.recoveries).length;
  const groups = new Set(now.targets.filter(t => BROKEN.includes(t.health)).map(t => t.group)).size;
  const storms = now.groups.filter(g => g.storm).length;
  const state = unhealthy || asked || storms ? 'DOWN' : 'UP';
  const sentence = unhealthy
    ? `${unhealthy} of ${plural(targets, 'target')} ${unhealthy === 1 ? 'is' : 'are'} unhealthy, in ${plural(groups, 'group')}.`
    : targets ? `All ${plural(targets, 'target')} are healthy.` : 'No target has reported yet.';
  const more = [
    recovering ? `${plural(recovering, 'recovery', 'recoveries')} ${recovering === 1 ? 'runs' : 'run'}` : null,
    asked ? `${asked} ${asked === 1 ? 'waits' : 'wait'} for a person` : null,
    storms ? `${plural(storms, 'storm')} ${storms === 1 ? 'is' : 'are'} on` : null,
    now.breakers.length ? `${plural(now.breakers.length, 'breaker')} ${now.breakers.length === 1 ? 'is' : 'are'} not closed` : null,
  ].filter(Boolean);
  return h('p', { class: 'headline ' + (state === 'UP' ? 'good' : 'bad') }, mark(state, sentence),
    ' ', more.length ? words(more) + '.' : null,
    now.meshPaused ? h('strong', {}, ' Automatic recovery is paused.') : null);
}

function approvals(now) {
  const asked = [...now.waiting.filter(w => w.verdict === 'AWAITING_APPROVAL'), ...asking(now.recoveries)];
  return asked.length ? h('section', { class: 'card asks' },
    h('header', {}, h('h2', {}, 'Waits for a person'), h('span', { class: 'count' }, asked.length)),
    table('Requests that wait for an approval', [
      ['Target', w => target(w.group, w.target)],
      ['Policy', w => policy(w.policy)],
      ['Because', w => w.step ? `step ${w.step.id} of its plan` : w.requestedBy ? `${w.requestedBy} asked for it` : w.because || flow(w.flowId), 'wide'],
      ['Waits since', w => ticking(w.since, 'ago')],
      ['Until', w => ticking(w.until, 'left')],
      ['', w => h('span', { class: 'buttons' },
        button('Approve', () => w.step ? ask.approveStep(w.recovery, w.step) : ask.approve(w), 'primary'),
        button('Reject', () => w.step ? ask.rejectStep(w.recovery, w.step) : ask.reject(w)), flow(w.flowId, 'why?')), 'acts'],
    ], asked, '', w => w.requestId || w.recovery.id + w.step.id)) : null;
}

function running(now) {
  return section('Running', now.counts.recovering, table('Recoveries that run now', [
    ['Target', r => target(r.group, r.target)],
    ['Policy', r => flow(r.flowId, r.policy)],
    ['Steps', steps, 'wide'],
    ['Doing', doing],
    ['For', r => ticking(r.startedAt, 'since'), 'num'],
    ['Ill for', r => r.failingSince ? ticking(r.failingSince, 'since') : '', 'num'],
    ['', r => button('Cancel', () => ask.cancel(r)), 'acts'],
  ], now.recoveries, 'No recovery is running.', r => r.id), notAll(now.recoveries.length, now.counts.recovering, 'recoveries that run'));
}

// A list that ends before what it lists must not look whole.
const notAll = (shown, all, what) => shown && shown < all
  ? h('p', { class: 'note' }, `${shown} of ${all} ${what} are listed here.`) : null;

function broken(now) {
  const ill = now.targets.filter(t => BROKEN.includes(t.health));
  const whole = ill.length >= now.counts.unhealthy;
  const names = [...new Set([...ill.map(t => t.group), ...now.groups.filter(g => g.storm || g.paused || (!whole && g.unhealthy)).map(g => g.group)])].sort();
  if (!names.length) return [section('Broken', 0, h('p', { class: 'empty' }, 'Nothing that reports its health is broken.'))];
  return [notAll(ill.length, now.counts.unhealthy, 'unhealthy targets'), ...names.map(name => {
    const g = now.groups.find(x => x.group === name) || { group: name, known: 0, unhealthy: 0 };
    const mine = ill.filter(t => t.group === name);
    return h('section', { class: 'card', 'data-key': 'group ' + name },
      h('header', {},
        h('h2', {}, 'Broken in ', name), h('span', { class: 'count' }, whole ? mine.length : g.unhealthy),
        h('span', { class: 'calm' }, `${g.unhealthy} of ${g.known} are unhealthy or in recovery`),
        g.storm ? mark('STORM', 'storm: nothing new begins') : null,
        g.paused ? mark('PAUSED', `paused by ${g.paused.by}: ${g.paused.comment}`) : null,
        h('span', { class: 'push' }),
        g.paused ? button('Resume group', () => ask.resume('group', { group: name }, `group ${name}`), 'primary')
          : button('Pause group', () => ask.pause('group', { group: name }, `group ${name}`))),
      g.storm ? h('p', { class: 'calm' }, 'The storm began at ', at(g.storm.since), `. It ends when at most ${g.storm.percent} % were unhealthy for ${coarse(g.storm.calmForMs)} without break.`) : null,
      table('Unhealthy targets of ' + name, [
        ['Health', t => mark(t.health)],
        ['Target', t => target(t.group, t.target)],
        ['For', t => ticking(t.since, 'since'), 'num'],
        ['What the mesh does', t => does(t, now), 'wide'],
        ['Failures', t => t.failures || '', 'num'],
        ['Flow', t => t.flowId ? flow(t.flowId, 'story') : ''],
      ], mine, whole ? 'Nothing is broken here.' : 'Its targets are not listed here; the view of targets has them.', t => t.target));
  })];
}

// One plain sentence: what it does, or why it does not and until when.
function does(t, now) {
  const r = now.recoveries.find(x => x.id === t.active);
  if (t.active) return [mark('RUNNING', r ? r.policy : 'in recovery'), ' ', r ? doing(r) : null];
  const waits = now.waiting.filter(w => w.group === t.group && w.target === t.target);
  if (waits.length) {
    return waits.map((w, i) => [i ? h('br') : null, mark(w.verdict), ` ${w.policy}: ${reasonOf(w.guard)}`,
      w.until ? [w.verdict === 'AWAITING_APPROVAL' ? ', without an answer it expires at ' : ', looked at again at ', ticking(w.until, 'left')] : null]);
  }
  if (t.blockedUntil && Date.parse(t.blockedUntil) > Date.parse(now.at)) return [mark('BLOCKED'), ' until ', ticking(t.blockedUntil, 'left'), ': ', t.blockReason];
  if (now.meshPaused) return mark('PAUSED', 'nothing: the mesh is paused');
  const last = now.recent.find(f => f.flowId === t.flowId && f.title.includes('→'));
  return [mark('NOT_RUN', 'nothing'), last ? ` after ${last.title.split('→').pop().trim()} ` : ' ', h('a', { href: target(t.group, t.target).getAttribute('href') }, 'why?')];
}

const GUARDS = {
  'kill-switch': 'paused by an operator', 'still-firing': 'not firing any more', age: 'too old', 'catching-up': 'the mesh is still reading',
  idempotency: 'already being recovered', cooldown: 'cools down after a recovery', backoff: 'waits after failures',
  intensity: 'too many recoveries lately', fleet: 'too many of the group are unhealthy', concurrency: 'waits for its turn',
  breaker: 'its breaker is open', mode: 'waits for a person', maintenance: 'maintenance or a silence', dependency: 'a dependency is unhealthy',
  dependencies: 'a dependency is unhealthy', flapping: 'it flaps', depth: 'the chain is too long',
};
export const reasonOf = guard => GUARDS[guard] || GUARDS[String(guard).replace(/-guard$/, '')] || guard;

function heldBack(now) {
  const blocked = now.targets.filter(t => t.blockedUntil && Date.parse(t.blockedUntil) > Date.parse(now.at));
  const rows = [
    ...now.pausedServices.map(p => ({ key: 'p' + p.group + p.service, state: 'PAUSED', what: target(p.group, p.service), why: `${p.paused.by}: ${p.paused.comment}`,
      act: button('Resume', () => ask.resume('service', { group: p.group, target: p.service }, p.service), 'primary') })),
    ...now.silences.map(q => ({ key: 's' + q.group + '/' + q.target, state: 'SILENCED', what: q.scope === 'group' ? `group ${q.group}` : target(q.group, q.target), why: `${q.by}: ${q.comment}`, until: q.until,
      act: button('End the silence', () => ask.unsilence(q)) })),
    ...blocked.map(t => ({ key: 'b' + t.group + t.target, state: 'BLOCKED', what: target(t.group, t.target), why: t.blockReason, until: t.blockedUntil,
      act: button('Acknowledge', () => ask.acknowledge(t)) })),
    ...now.targets.filter(t => t.untold).map(t => ({ key: 'u' + t.group + t.target, state: 'UNTOLD', what: target(t.group, t.target), why: t.untold,
      act: button('Acknowledge', () => ask.acknowledge(t)) })),
    ...now.breakers.map(b => ({ key: 'c' + b.group + b.service + b.policy, state: b.state, what: ['breaker of ', policy(b.policy), ' on ', target(b.group, b.service)],
      why: b.reason || (b.probe ? ['waits for its probe ', b.probe] : ''), until: b.until,
      act: button('Reset', () => ask.breaker('reset-breaker', b)) })),
    ...now.waiting.filter(w => w.verdict !== 'AWAITING_APPROVAL').map(w => ({ key: 'w' + w.requestId, state: w.verdict,
      what: [target(w.group, w.target), ' ', policy(w.policy)], why: [reasonOf(w.guard), ' ', flow(w.flowId, 'story')], until: w.until, act: null })),
  ];
  return section('Held back', rows.length, table('What the mesh does not do, and until when', [
    ['State', r => mark(r.state)],
    ['What', r => r.what],
    ['Why', r => r.why, 'wide'],
    ['Until', r => r.until ? ticking(r.until, 'left') : 'somebody ends it'],
    ['', r => r.act, 'acts'],
  ], rows, 'Nothing is held back.', r => r.key));
}
