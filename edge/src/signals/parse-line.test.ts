import { expect, it } from 'vitest';
import { parseLine } from './parse-line.ts';

it('takes the name of a line, and whether it works when it is low', () => {
  expect(parseLine('GPIO17')).toEqual({ name: 'GPIO17', activeLow: false });
  expect(parseLine('GPIO22,low')).toEqual({ name: 'GPIO22', activeLow: true });
});

it('takes nothing that gpioset would read as something else', () => {
  for (const text of ['', '17', '--chip', 'GPIO17=1', 'GPIO17,high', 'GPIO 17', 'a;b'])
    expect(parseLine(text)).toBeNull();
});
