import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runAtMostEvery } from './run-at-most-every.ts';

describe('runAtMostEvery', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs the first call at once and the rest once per interval', () => {
    const work = vi.fn();
    const run = runAtMostEvery(1_000, work);
    for (let i = 0; i < 50; i++) run();
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
