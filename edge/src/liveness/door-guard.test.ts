import type { EntryBody } from '@hadir/shared/journal/entry';
import { describe, expect, it } from 'vitest';
import { attackAlarmFrom } from './attack-alarm.ts';
import { DoorGuard } from './door-guard.ts';

const DOOR = '00000000-0000-4000-8000-0000000d0001';
const MINUTE = 60_000;
/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00.000Z');

function guard(): { at: (minutes: number) => Date; entries: EntryBody[]; door: DoorGuard } {
  const entries: EntryBody[] = [];
  const writer = { write: (body: EntryBody) => void entries.push(body) };
  const door = new DoorGuard({ door: DOOR, zone: () => 'Asia/Jakarta', writer, policy: () => attackAlarmFrom({}) });
  return { at: (minutes) => new Date(MORNING + minutes * MINUTE), entries, door };
}

describe('the guard of a door', () => {
  it('writes one entry for repeated attacks, and none for one or two', () => {
    const { door, entries, at } = guard();
    door.attack(at(0));
    door.attack(at(1));
    expect(entries).toEqual([]);
    door.attack(at(2));
    for (let minute = 3; minute < 30; minute++) door.attack(at(minute));
    expect(entries).toEqual([
      expect.objectContaining({
        type: 'tamper',
        what: 'presentation-attacks',
        door: DOOR,
        count: 3,
        since: at(0).toISOString(),
      }),
    ]);
  });

  it('tells with the next entry of all that came while it was quiet', () => {
    const { door, entries, at } = guard();
    for (let minute = 0; minute <= 32; minute++) door.attack(at(minute));
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ count: 30, since: at(3).toISOString() });
  });

  it('forgets attacks that are far apart', () => {
    const { door, entries, at } = guard();
    for (const minute of [0, 11, 22, 33, 44]) door.attack(at(minute));
    expect(entries).toEqual([]);
  });

  it('writes once that a camera which saw sees nothing any more, until it sees again', () => {
    const { door, entries, at } = guard();
    const cover = (from: number, to: number) => {
      for (let second = from; second < to; second++) door.light({ brightness: 2, contrast: 1 }, at(second / 60));
    };
    door.light({ brightness: 90, contrast: 40 }, at(-1 / 60));
    cover(0, 170);
    expect(entries).toEqual([]);
    cover(170, 900);
    expect(entries).toEqual([
      expect.objectContaining({ type: 'tamper', what: 'camera-covered', count: 1, since: at(0).toISOString() }),
    ]);
    door.light({ brightness: 90, contrast: 40 }, at(15));
    cover(901, 1_200);
    expect(entries).toHaveLength(2);
  });

  it('says nothing of a room that gets dark slowly, nor of one that is dark at night', () => {
    const { door, entries, at } = guard();
    for (let second = 0; second < 600; second++)
      door.light({ brightness: 50 - second / 12, contrast: Math.max(1, 30 - second / 15) }, at(second / 60));
    const night = 9.5 * 60;
    door.light({ brightness: 90, contrast: 40 }, at(night));
    for (let second = 1; second < 600; second++) door.light({ brightness: 2, contrast: 1 }, at(night + second / 60));
    expect(entries).toEqual([]);
  });
});
