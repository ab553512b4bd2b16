// What a person does to the mesh: always with a name and a reason, always through the log.
import { h } from './dom.js';
import { post } from './api.js';

const WHO = 'recovery-mesh.who';
const TIMES = [['15m', '15 minutes'], ['1h', 'an hour'], ['4h', '4 hours'], ['12h', '12 hours'], ['1d', 'a day'], ['7d', '7 days']];

const remembered = () => { try { return localStorage.getItem(WHO) || ''; } catch (e) { return ''; } };
const remember = who => { try { localStorage.setItem(WHO, who); } catch (e) { /* private window */ } };

export function say(text, bad) {
  const said = document.getElementById('said');
  const note = h('p', { class: bad ? 'note bad' : 'note' }, text);
  said.append(note);
  setTimeout(() => note.remove(), bad ? 12_000 : 6_000);
}

// title: what is done; tells: what that means, in plain words; roles: whether they are asked for; send: called with {by, comment}
export function act({ title, tells, button, danger, roles, lasts, send, done }) {
  const worn = h('input', { id: 'act-roles', name: 'roles', maxlength: 200, autocomplete: 'off', value: roles ? roles.join(', ') : '' });
  const time = h('select', { id: 'act-duration', name: 'duration' }, TIMES.map(([value, text]) => h('option', { value, selected: value === lasts }, text)));
  const who = h('input', { id: 'act-by', name: 'by', required: true, maxlength: 100, autocomplete: 'username', value: remembered() });
  const why = h('textarea', { id: 'act-comment', name: 'comment', required: true, maxlength: 500, rows: 3 });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const go = h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, button);
  const form = h('form', { novalidate: true, onsubmit: submit },
    h('h2', { id: 'act-title' }, title),
    tells.map(line => h('p', {}, line)),
    h('label', { for: 'act-by' }, 'Your name'), who,
    roles ? [h('label', { for: 'act-roles' }, 'Your roles, where the plan asks for some'), worn] : null,
    lasts ? [h('label', { for: 'act-duration' }, 'For how long'), time] : null,
    h('label', { for: 'act-comment' }, 'Why'), why,
    wrong,
    h('div', { class: 'buttons' },
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Back'), go));
  const dialog = h('dialog', { 'aria-labelledby': 'act-title', onclose: () => dialog.remove() }, form);

  async function submit(event) {
    event.preventDefault();
    const given = { by: who.value.trim(), comment: why.value.trim() };
    if (!given.by || !given.comment) {
      wrong.textContent = 'Expected your name and a reason, but got none. Both are kept in the log.';
      return;
    }
    remember(given.by);
    if (roles && worn.value.trim()) given.roles = worn.value.split(',').map(r => r.trim()).filter(Boolean);
    if (lasts) given.duration = time.value;
    go.disabled = true;
    try {
      await send(given);
      dialog.close();
      say(`${title}: recorded. Whether it had an effect shows in the flow.`);
      if (done) done();
    } catch (e) {
      wrong.textContent = e.message;
      go.disabled = false;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  (who.value ? why : who).focus();
}

const operator = (action, fields) => given => post('operator/' + action, { ...fields, ...given });

export const pause = (scope, fields, name) => act({
  title: `Pause ${name}`,
  tells: [
    `No recovery of ${name} begins until somebody resumes it, not even one that is asked for by hand.`,
    'Recoveries that are running go on to their end; cancel them one by one if they must stop.',
  ],
  button: 'Pause', danger: true, send: operator('pause', { scope, ...fields }),
});

export const resume = (scope, fields, name) => act({
  title: `Resume ${name}`,
  tells: [`Automatic recovery of ${name} is on again; what waits is looked at anew.`],
  button: 'Resume', send: operator('resume', { scope, ...fields }),
});

export const silence = (scope, group, target) => act({
  title: `Silence ${target || 'group ' + group}`,
  tells: ['Until then nothing recovers by itself there; runs by hand pass it by. At its end what waited is looked at again.'],
  button: 'Silence', danger: true, lasts: '1h', send: operator('silence', { scope, group, ...target ? { target } : {} }),
});

export const unsilence = q => act({
  title: `End the silence of ${q.scope === 'group' ? 'group ' + q.group : q.target}`,
  tells: ['What waited is looked at again, and recovers by itself.'],
  button: 'End it', send: operator('unsilence', { scope: q.scope, group: q.group, ...q.scope === 'group' ? {} : { target: q.target } }),
});

export const cancel = recovery => act({
  title: 'Cancel this recovery',
  tells: [`${recovery.policy} on ${recovery.target} ends as CANCELLED. What a handler is doing now is asked to stop; what was done is not undone.`],
  button: 'Cancel the recovery', danger: true, send: operator('cancel', { recoveryId: recovery.id }),
});

export const approve = request => act({
  title: `Approve ${request.policy}`,
  tells: [`${request.policy} begins on ${request.group}/${request.target}, if the other guards still allow it. Nobody approves what they asked for themselves.`],
  button: 'Approve', send: operator('approve', { requestId: request.requestId }),
});

export const reject = request => act({
  title: `Reject ${request.policy}`,
  tells: [`${request.policy} does not run on ${request.group}/${request.target} for this request.`],
  button: 'Reject', danger: true, send: operator('reject', { requestId: request.requestId }),
});

// A step of a plan that waits for a person; the answer is bound to what was shown.
const stepOrder = (action, recovery, step) => operator(action, { recoveryId: recovery.id, step: step.id, ...step.binding ? { binding: step.binding } : {} });

export const approveStep = (recovery, step) => act({
  title: `Approve step ${step.id}`,
  tells: [`${recovery.policy} goes on with what follows ${step.id} on ${recovery.group}/${recovery.target}.`],
  button: 'Approve', roles: [], send: stepOrder('approve', recovery, step),
});

export const rejectStep = (recovery, step) => act({
  title: `Reject step ${step.id}`,
  tells: [`${recovery.policy} on ${recovery.group}/${recovery.target} goes where its plan leads after a no, or ends.`],
  button: 'Reject', danger: true, roles: [], send: stepOrder('reject', recovery, step),
});

export const retryStep = (recovery, step) => act({
  title: `Retry step ${step.id}`,
  tells: [`${step.id} of ${recovery.policy} is tried again now, instead of when it is due.`],
  button: 'Retry', send: stepOrder('retry-step', recovery, step),
});

export const skipStep = (recovery, step) => act({
  title: `Skip step ${step.id}`,
  tells: [`${step.id} of ${recovery.policy} is passed by, and the plan goes on as if it were done.`],
  button: 'Skip', danger: true, send: stepOrder('skip-step', recovery, step),
});

export const acknowledge = target => act({
  title: `Acknowledge ${target.target}`,
  tells: [`You have seen it: the block of ${target.group}/${target.target} and its count of failures are cleared, so that it may be recovered automatically again.`],
  button: 'Acknowledge', send: operator('acknowledge', { group: target.group, target: target.target }),
});

export const retry = (policy, group, target) => act({
  title: `Run ${policy} on ${target}`,
  tells: ['It passes by cooldown, back-off, intensity and fleet gate, which is recorded, and by no other guard.'],
  button: 'Run it', send: given => post('run', { policy, group, target, ...given }),
});

export const breaker = (action, b) => act({
  title: `${{ 'reset-breaker': 'Reset', 'force-open-breaker': 'Force open', 'disable-breaker': 'Disable' }[action]} the breaker`,
  tells: [`The circuit breaker of ${b.policy} on ${b.group}/${b.service}. ${{
    'reset-breaker': 'It closes and forgets what it counted.',
    'force-open-breaker': 'It stays open until somebody resets it.',
    'disable-breaker': 'It blocks nothing until somebody resets it.',
  }[action]}`],
  button: 'Do it', danger: action !== 'reset-breaker',
  send: operator(action, { group: b.group, target: b.service, policy: b.policy }),
});
