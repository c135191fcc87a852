import { describe, expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

describe('reading ahead', () => {
  test('gives the results in the order of the list, whichever was done first', async () => {
    const given: number[] = [];
    const doors = [5, 1, 4, 2, 3, 0].map((turns, index) => ({ turns, index }));
    const read = async ({ turns, index }: { turns: number; index: number }) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      return index;
    };
    for await (const result of readAhead(doors, read)) given.push(result);
    expect(given).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('never has more than four under way', async () => {
    let under = 0;
    let most = 0;
    const read = async (item: number) => {
      most = Math.max(most, ++under);
      await Promise.resolve();
      under--;
      return item;
    };
    let count = 0;
    for await (const _ of readAhead(
      Array.from({ length: 20 }, (__, index) => index),
      read,
    ))
      count++;
    expect(count).toBe(20);
    expect(most).toBe(4);
  });

  test('gives an error at its place, when nothing is under way any more', async () => {
    const done: number[] = [];
    const given: number[] = [];
    const read = async (item: number) => {
      await Promise.resolve();
      if (item === 1) throw new Error('The second cannot be read.');
      await new Promise((resolve) => setImmediate(resolve));
      done.push(item);
      return item;
    };
    const reading = (async () => {
      for await (const result of readAhead([0, 1, 2, 3, 4, 5, 6], read)) given.push(result);
    })();
    await expect(reading).rejects.toThrow('The second cannot be read.');
    expect(given).toEqual([0]);
    expect(done).toEqual([0, 2, 3, 4]);
  });
});
