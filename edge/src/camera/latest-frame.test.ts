import { describe, expect, it } from 'vitest';
import { LatestFrame } from './latest-frame.ts';

describe('LatestFrame', () => {
  it('gives a slow reader the newest frame and counts those that it missed', async () => {
    const latest = new LatestFrame<number>();
    for (const frame of [1, 2, 3]) latest.put(frame);
    expect(await latest.take()).toBe(3);
    expect(latest.dropped).toBe(2);
  });

  it('gives a fast reader every frame', async () => {
    const latest = new LatestFrame<number>();
    for (const frame of [1, 2, 3]) {
      const taken = latest.take();
      latest.put(frame);
      expect(await taken).toBe(frame);
    }
    expect(latest.dropped).toBe(0);
  });

  it('lets a waiting reader go when it is closed', async () => {
    const latest = new LatestFrame<number>();
    const taken = latest.take();
    latest.close();
    expect(await taken).toBeNull();
    latest.put(1);
    expect(await latest.take()).toBeNull();
  });
});
