import type { EmployeeId } from '@hadir/shared/ids';
import { describe, expect, it } from 'vitest';
import type { Sighting } from '../sighting/sighting.ts';
import { DoorStage } from './door-stage.ts';

const ONE = '00000000-0000-4000-8000-0000000e0001' as EmployeeId;
const TWO = '00000000-0000-4000-8000-0000000e0002' as EmployeeId;
const moment = { capturedAt: new Date('2026-01-05T00:28:00.000Z'), capturedMonotonicMs: 0 };
const proof = { score: 0.7, threshold: 0.45, liveness: 0.9 };
const recognised = (employee: EmployeeId, track: number): Sighting => ({
  ...{ kind: 'recognised', employee, track, ...moment },
  ...{ score: 0.7, secondScore: null, threshold: 0.4, liveness: 0.9, frames: 3, faceHeight: 120 },
});
const face = (track: number) => ({ track, x: 0.3, y: 0.2, width: 0.3, height: 0.4 });

describe('the stage before a door', () => {
  it('greets for five seconds, and advice to somebody else waits for its turn', () => {
    const stage = new DoorStage();
    stage.see(recognised(ONE, 1), 0);
    stage.see({ kind: 'poor-quality', reason: 'too-small', track: 2, ...moment }, 1_000);
    stage.follow([face(2)], 4_900);
    expect(stage.at(4_900)).toMatchObject({ greeting: { employee: ONE, again: false }, advice: null });
    expect(stage.at(5_000)).toMatchObject({ greeting: null, advice: { about: 'too-small', track: 2 } });
  });

  it('keeps advice while its face is in view, and not for ever', () => {
    const stage = new DoorStage();
    stage.see({ kind: 'poor-quality', reason: 'too-dark', track: 1, ...moment }, 0);
    for (const now of [3_500, 8_000, 11_900]) {
      stage.follow([face(1)], now);
      expect(stage.at(now).advice).toMatchObject({ about: 'too-dark' });
    }
    stage.follow([face(1)], 12_000);
    expect(stage.at(12_000).advice).toBeNull();
  });

  it('drops advice three seconds after its face has gone', () => {
    const stage = new DoorStage();
    stage.see({ kind: 'unknown', track: 1, ...moment }, 0);
    stage.follow([], 100);
    expect(stage.at(2_900).advice).toMatchObject({ about: 'unknown' });
    expect(stage.at(3_000).advice).toBeNull();
  });

  it('asks for a movement until its time is over, and neither advice nor a long greeting of others hides it', () => {
    const stage = new DoorStage();
    stage.see(recognised(ONE, 1), 0);
    stage.see({ kind: 'challenge', asked: 'turn-left', leftMs: 7_000, met: false, track: 2, ...moment }, 500);
    stage.see({ kind: 'unknown', track: 3, ...moment }, 700);
    expect(stage.at(1_000)).toMatchObject({ greeting: { employee: ONE }, advice: null });
    const ends = new Date(moment.capturedAt.getTime() + 7_000);
    for (const now of [1_600, 7_400])
      expect(stage.at(now)).toMatchObject({
        greeting: null,
        advice: { about: 'turn-left', clock: { ends, ofMs: 7_000 } },
      });
    stage.see({ kind: 'challenge', asked: 'turn-left', leftMs: 0, met: true, track: 2, ...moment }, 7_450);
    expect(stage.at(7_460).advice).toMatchObject({ about: 'challenge-met', clock: null });
  });

  it('takes advice back from whoever is recognised after all', () => {
    const stage = new DoorStage();
    stage.see({ kind: 'unknown', track: 1, ...moment }, 0);
    stage.see(recognised(ONE, 1), 1_000);
    stage.follow([face(1)], 6_000);
    expect(stage.at(6_000)).toMatchObject({ greeting: null, advice: null });
  });

  it('greets everybody of a group, the latest in large', () => {
    const stage = new DoorStage();
    stage.see(recognised(ONE, 1), 0);
    stage.see(recognised(TWO, 2), 500);
    expect(stage.at(1_000)).toMatchObject({ greeting: { employee: TWO }, before: [{ employee: ONE }] });
  });

  it('says when somebody was recorded who comes again, where it was there', () => {
    const stage = new DoorStage();
    stage.see({ kind: 'seen-again', ...proof, employee: ONE, track: 1, ...moment }, 0);
    expect(stage.at(0).greeting).toMatchObject({ again: true, at: null });
    stage.see(recognised(TWO, 2), 1_000);
    stage.see({ kind: 'seen-again', ...proof, employee: TWO, track: 3, ...moment }, 20_000);
    expect(stage.at(20_000).greeting).toMatchObject({ again: true, at: moment.capturedAt });
  });

  it('frames the face that it speaks of, else the nearest, and none that was seen long ago', () => {
    const stage = new DoorStage();
    stage.follow([face(7), face(8)], 0);
    expect(stage.at(0).face?.track).toBe(7);
    stage.see(recognised(ONE, 8), 0);
    expect(stage.at(0).face?.track).toBe(8);
    expect(stage.at(2_000).face).toBeNull();
  });

  it('leaves a face alone that is decided, while it stays in view', () => {
    const stage = new DoorStage();
    stage.follow([face(1)], 0);
    stage.see(recognised(ONE, 1), 0);
    stage.follow([face(1), face(2)], 6_000);
    expect(stage.at(6_000).face?.track).toBe(2);
    stage.follow([face(1)], 6_100);
    expect(stage.at(6_100).face).toBeNull();
    stage.follow([], 7_000);
    stage.follow([face(1)], 8_000);
    expect(stage.at(8_000).face?.track).toBe(1);
  });
});
