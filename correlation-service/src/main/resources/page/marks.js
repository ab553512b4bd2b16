// Every state is told three times: as a shape, as a word, and as a colour.
import { h, s } from './dom.js';
import { lower } from './format.js';

const PATHS = {
  tick: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  triangle: 'M8 2.5l6.2 11H1.8zM8 6.5v3.4M8 11.6v.6',
  stop: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM5 8h6',
  turn: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  glass: 'M4.5 2h7M4.5 14h7M5 2c0 3.5 3 4 3 6s-3 2.5-3 6M11 2c0 3.5-3 4-3 6s3 2.5 3 6',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 14c.4-3 2.4-4.3 5-4.3s4.600 1.300 5 4.300',
  eye: 'M1.500 8s2.500-4.500 6.500-4.500S14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8zM8 9.800a1.800 1.800 0 1 0 0-3.600 1.800 1.800 0 0 0 0 3.600z',
  ring: 'M8 13.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11z',
  dash: 'M3 8h10',
  unknown: 'M5.500 6a2.500 2.500 0 1 1 3.700 2.200c-.8.500-1.200 1-1.200 1.900M8 12.600v.6',
  back: 'M13 12c0-4-3-5.500-9-5.500M7 3L3.500 6.500 7 10',
  wave: 'M1.500 9c2-5 3.500-5 5 0s3 5 5 0 2-3 3-3',
  pause: 'M5.500 3v10M10.500 3v10',
};

const STATES = {};
const state = (shape, tone, ...names) => names.forEach(name => { STATES[name] = { shape, tone }; });
state('tick', 'good', 'UP', 'RECOVERED', 'SUCCEEDED', 'ADMITTED', 'VERIFIED', 'CLOSED', 'ALLOW', 'OVER', 'COMPENSATED', 'APPROVED');
state('cross', 'bad', 'DOWN', 'FAILED', 'REJECTED', 'ERROR');
state('triangle', 'bad', 'UNTOLD', 'INEFFECTIVE', 'LOST', 'UNHEALTHY', 'TIMED_OUT', 'LEASE_EXPIRED', 'TIMEOUT');
state('stop', 'bad', 'OPEN', 'FORCED_OPEN');
state('wave', 'bad', 'STORM');
state('triangle', 'warn', 'DEGRADED', 'FLAPPING', 'WARNING');
state('glass', 'warn', 'WAITING', 'DEFERRED', 'HOLD_STARTED', 'HALF_OPEN', 'AWAITING', 'QUEUED');
state('person', 'warn', 'AWAITING_APPROVAL');
state('stop', 'held', 'BLOCKED', 'EXPIRED', 'REFUSED', 'STALE');
state('pause', 'held', 'PAUSED', 'PAUSE', 'SILENCED');
state('turn', 'busy', 'RUNNING', 'DISPATCHED', 'VERIFYING', 'COMPENSATING', 'STARTED', 'PROBING');
state('eye', 'calm', 'OBSERVED', 'BYPASSED', 'OBSERVE');
state('dash', 'calm', 'CANCELLED', 'SKIPPED', 'JOINED', 'DUPLICATE', 'DISABLED', 'NOT_RUN');
state('ring', 'calm', 'PENDING', 'open', 'closed', 'COUNTED');
state('unknown', 'warn', 'UNKNOWN');

const WORDS = {
  AWAITING_APPROVAL: 'waits for a person', DISPATCHED: 'sent', OPEN: 'open', HALF_OPEN: 'probing', FORCED_OPEN: 'forced open',
  INEFFECTIVE: 'no effect', LOST: 'outcome unknown', HOLD_STARTED: 'holding', open: 'open', closed: 'closed',
};

export const look = name => STATES[name] || STATES[String(name).toUpperCase()] || { shape: 'ring', tone: 'calm' };
export const word = name => WORDS[name] || lower(name);

export function shape(name, props = {}) {
  return s('svg', { viewBox: '0 0 16 16', width: 14, height: 14, class: 'shape', 'aria-hidden': 'true', ...props },
    s('path', { d: PATHS[look(name).shape] || PATHS.ring }));
}

export function icon(name) {
  return s('svg', { viewBox: '0 0 16 16', width: 14, height: 14, class: 'shape', 'aria-hidden': 'true' }, s('path', { d: PATHS[name] }));
}

// text: instead of the state's own word
export function mark(name, text) {
  return h('span', { class: `mark ${look(name).tone}`, 'data-state': name }, shape(name), h('span', {}, text || word(name)));
}
