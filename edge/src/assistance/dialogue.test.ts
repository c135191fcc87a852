import type { EmployeeId } from '@hadir/shared/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, CLOSED, type Dialogue, type DialogueEvent, patienceLeft, type Step } from './dialogue.ts';

const SUPERVISOR = 'supervisor' as EmployeeId;
const OTHER = 'other' as EmployeeId;
const AYU = 'ayu' as EmployeeId;
const face = { score: 0.8, threshold: 0.4, liveness: 0.9 };
const seen = { kind: 'seen', employee: SUPERVISOR, face, authorised: true } as const;
const pickAyu = { kind: 'pick', employee: AYU, hasFace: false, limitReached: false } as const;
const at = new Date('2026-01-05T00:28:00.000Z');

/** Each event comes a second after the one before. */
function run(...events: DialogueEvent[]): Dialogue {
  return events.reduce((dialogue, event, i) => advance(dialogue, event, i * 1_000), CLOSED);
}
const opened = { kind: 'open', cameraBroken: false } as const;
const proven: DialogueEvent[] = [opened, seen, { kind: 'pin-entered' }, { kind: 'pin-accepted' }];
const picking: DialogueEvent[] = [...proven, { kind: 'choose', purpose: 'attendance' }, { kind: 'type', text: 'ay' }];
const stepOf = (...events: DialogueEvent[]): Step => run(...events).step;

describe('the dialogue with a supervisor', () => {
  it('leads from his face and his PIN to an answer that is confirmed', () => {
    const confirming = stepOf(...picking, pickAyu, { kind: 'reason', reason: 'face-covered' });
    const supervisor = { employee: SUPERVISOR, face, second: 'pin' };
    expect(confirming).toEqual({ kind: 'confirm', supervisor, employee: AYU, reason: 'face-covered', note: '' });
    const whole: DialogueEvent[] = [
      ...picking,
      pickAyu,
      { kind: 'reason', reason: 'face-covered' },
      { kind: 'confirm' },
    ];
    expect(stepOf(...whole).kind).toBe('saving');
    expect(stepOf(...whole, { kind: 'saved', at })).toEqual({ kind: 'done', supervisor, employee: AYU, at });
    expect(stepOf(...whole, { kind: 'saved', at }, { kind: 'again' })).toEqual({ kind: 'menu', supervisor });
  });

  it('says nothing of success before the entry is written', () => {
    const whole: DialogueEvent[] = [...picking, pickAyu, { kind: 'reason', reason: 'face-changed' }];
    expect(stepOf(...whole, { kind: 'saved', at }).kind).toBe('confirm');
  });

  it('takes his card instead of his PIN, and nobody else’s', () => {
    const own = { kind: 'card-accepted', employee: SUPERVISOR, hasPin: true } as const;
    expect(stepOf(opened, seen, own)).toMatchObject({ kind: 'menu', supervisor: { second: 'card', face } });
    const strange = stepOf(opened, seen, { ...own, employee: OTHER });
    expect(strange).toMatchObject({ kind: 'factor', refusal: 'wrong-card' });
  });

  it('asks for the card and the PIN where the camera is broken, and then knows the reason', () => {
    const broken = { kind: 'open', cameraBroken: true } as const;
    const card = { kind: 'card-accepted', employee: SUPERVISOR, hasPin: true } as const;
    expect(stepOf(broken, seen).kind).toBe('card-without-face');
    expect(stepOf(broken, { ...card, hasPin: false })).toMatchObject({ refusal: 'no-pin' });
    const menu = stepOf(broken, card, { kind: 'pin-entered' }, { kind: 'pin-accepted' });
    expect(menu).toEqual({ kind: 'menu', supervisor: { employee: SUPERVISOR, face: null, second: 'pin-and-card' } });
    const confirm = stepOf(broken, card, { kind: 'pin-accepted' }, { kind: 'choose', purpose: 'attendance' }, pickAyu);
    expect(confirm).toMatchObject({ kind: 'confirm', reason: 'camera-broken' });
    // A second showing of the card proves nothing more.
    expect(stepOf(broken, card, card).kind).toBe('factor');
  });

  it('lets nobody in who may not assist, and no supervisor answer for himself', () => {
    expect(stepOf(opened, { ...seen, authorised: false })).toEqual({ kind: 'face', refusal: 'not-supervisor' });
    const himself = stepOf(...picking, { ...pickAyu, employee: SUPERVISOR });
    expect(himself).toMatchObject({ kind: 'pick', refusal: 'himself' });
  });

  it('ends at the limit of a day, which does not keep him from enrolling', () => {
    const reached = { ...pickAyu, limitReached: true };
    expect(stepOf(...picking, reached)).toMatchObject({ kind: 'pick', refusal: 'limit-reached' });
    const enrolling: DialogueEvent[] = [...proven, { kind: 'choose', purpose: 'enrolment' }];
    expect(stepOf(...enrolling, reached)).toMatchObject({ kind: 'looks', taken: 0 });
    expect(stepOf(...enrolling, { ...reached, hasFace: true })).toMatchObject({ refusal: 'already-has-face' });
  });

  it('asks for words where no reason fits, and takes no empty ones', () => {
    const other: DialogueEvent[] = [...picking, pickAyu, { kind: 'reason', reason: 'other' }];
    expect(stepOf(...other, { kind: 'noted' }).kind).toBe('note');
    expect(stepOf(...other, { kind: 'type', text: '   ' }, { kind: 'noted' }).kind).toBe('note');
    const noted = stepOf(...other, { kind: 'type', text: ' MATA SAKIT' }, { kind: 'noted' });
    expect(noted).toMatchObject({ kind: 'confirm', reason: 'other', note: 'MATA SAKIT' });
  });

  it('takes three looks of one who has no face yet', () => {
    const looks: DialogueEvent[] = [...proven, { kind: 'choose', purpose: 'enrolment' }, pickAyu];
    const taken = { kind: 'look-taken' } as const;
    expect(stepOf(...looks, taken, taken)).toMatchObject({ kind: 'looks', taken: 2 });
    expect(stepOf(...looks, taken, taken, taken)).toMatchObject({ kind: 'enrolled', employee: AYU });
  });

  it('goes back to the door by itself, at each step', () => {
    const whole: DialogueEvent[] = [
      ...picking,
      pickAyu,
      { kind: 'reason', reason: 'other' },
      { kind: 'type', text: 'lain' },
      { kind: 'noted' },
      { kind: 'confirm' },
      { kind: 'saved', at },
    ];
    for (let length = 1; length <= whole.length; length++) {
      const dialogue = run(...whole.slice(0, length));
      const left = patienceLeft(dialogue, dialogue.since) ?? 0;
      expect(left, dialogue.step.kind).toBeGreaterThan(5_000);
      expect(advance(dialogue, { kind: 'tick' }, dialogue.since + left - 1)).toBe(dialogue);
      expect(advance(dialogue, { kind: 'tick' }, dialogue.since + left)).toBe(CLOSED);
      // Nor does a late finger go on where nobody waits any more.
      expect(advance(dialogue, { kind: 'confirm' }, dialogue.since + left).step.kind).toBe('closed');
    }
  });

  it('asks a supervisor for his face again after five minutes, however busy he is', () => {
    let dialogue = run(...proven);
    for (let now = 4_000; now < 310_000; now += 10_000) {
      dialogue = advance(dialogue, { kind: 'choose', purpose: 'attendance' }, now);
      dialogue = advance(dialogue, { kind: 'back' }, now);
    }
    expect(dialogue).toBe(CLOSED);
  });

  it('never answers for anybody but by a proven supervisor, whatever comes in whatever order', () => {
    const events = fc.constantFrom<DialogueEvent>(
      opened,
      { kind: 'open', cameraBroken: true },
      seen,
      { ...seen, employee: OTHER, authorised: false },
      { kind: 'card-accepted', employee: SUPERVISOR, hasPin: true },
      { kind: 'card-accepted', employee: OTHER, hasPin: true },
      { kind: 'card-refused' },
      { kind: 'pin-entered' },
      { kind: 'factor-refused', refusal: 'wrong-pin' },
      { kind: 'locked' },
      { kind: 'choose', purpose: 'attendance' },
      { kind: 'choose', purpose: 'enrolment' },
      { kind: 'type', text: 'abc' },
      pickAyu,
      { ...pickAyu, employee: SUPERVISOR },
      { kind: 'reason', reason: 'other' },
      { kind: 'reason', reason: 'face-covered' },
      { kind: 'noted' },
      { kind: 'confirm' },
      { kind: 'saved', at },
      { kind: 'look-taken' },
      { kind: 'again' },
      { kind: 'back' },
      { kind: 'close' },
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (sequence) => {
        // Nobody enters a PIN in these: a card and a face are all that ever prove anybody.
        const { step } = run(...sequence);
        if (!('supervisor' in step) || typeof step.supervisor === 'string') return;
        expect(step.supervisor).toEqual({ employee: SUPERVISOR, face, second: 'card' });
        if ('employee' in step) expect(step.employee).not.toBe(step.supervisor.employee);
      }),
      { numRuns: 2_000 },
    );
  });
});
