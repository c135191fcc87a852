import type { EmployeeId } from '@hadir/shared/ids';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { GuessLock } from './guess-lock.ts';

const WHO = 'supervisor' as EmployeeId;
const START = Date.parse('2026-01-05T00:00:00.000Z');
const minutes = (count: number) => new Date(START + count * 60_000);

function guess(lock: GuessLock, at: Date): number | null {
  const guessing = lock.count(WHO, at);
  if ('problem' in guessing) throw new Error(guessing.problem);
  return guessing.lockedUntil === null ? null : (guessing.lockedUntil.getTime() - at.getTime()) / 60_000;
}

describe('guessing at a PIN', () => {
  it('is paused after the third time, and for longer each time', () => {
    const lock = GuessLock.open(temporaryFolder());
    const pauses = [0, 0, 0, 10, 30, 60, 200].map((at) => guess(lock, minutes(at)));
    expect(pauses).toEqual([null, null, 1, 5, 15, 60, 60]);
    lock.close();
  });

  it('is remembered over a restart', () => {
    const folder = temporaryFolder();
    const lock = GuessLock.open(folder);
    for (let i = 0; i < 3; i++) guess(lock, minutes(0));
    lock.close();
    const again = GuessLock.open(folder);
    expect(again.lockedUntil(WHO, minutes(0.5))).toEqual(minutes(1));
    expect(again.lockedUntil(WHO, minutes(1))).toBeNull();
    expect(guess(again, minutes(1))).toBe(5);
    again.close();
  });

  it('counts before it is known whether it was wrong, so that a pulled plug gives no attempt away', () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 3; i++) {
      const lock = GuessLock.open(folder);
      lock.count(WHO, minutes(0));
      lock.close();
    }
    const lock = GuessLock.open(folder);
    expect(lock.lockedUntil(WHO, minutes(0))).toEqual(minutes(1));
    lock.close();
  });

  it('is forgotten when the right one comes, or after a day', () => {
    const lock = GuessLock.open(temporaryFolder());
    for (let i = 0; i < 5; i++) guess(lock, minutes(0));
    lock.forget(WHO);
    expect(lock.lockedUntil(WHO, minutes(0))).toBeNull();
    for (let i = 0; i < 2; i++) expect(guess(lock, minutes(0))).toBeNull();
    expect(guess(lock, minutes(25 * 60))).toBeNull();
    lock.close();
  });

  it('is nobody else’s trouble', () => {
    const lock = GuessLock.open(temporaryFolder());
    for (let i = 0; i < 4; i++) guess(lock, minutes(0));
    expect(lock.lockedUntil('another' as EmployeeId, minutes(0))).toBeNull();
    lock.close();
  });

  it('is paused for an hour at most, also where the clock was set back', () => {
    const lock = GuessLock.open(temporaryFolder());
    for (let i = 0; i < 3; i++) guess(lock, minutes(60 * 24 * 30));
    const until = lock.lockedUntil(WHO, minutes(0));
    expect(until).toEqual(minutes(60));
    lock.close();
  });
});
