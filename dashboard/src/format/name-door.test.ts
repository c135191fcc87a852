import { expect, it } from 'vitest';
import { nameDoor } from './name-door.ts';

it('says "pintu" once, whether or not the name says it already', () => {
  const inWords = (name: string) => `pintu ${name}`;
  expect(nameDoor('Utama', inWords)).toBe('pintu Utama');
  expect(nameDoor('Pintu Utama', inWords)).toBe('Pintu Utama');
  expect(nameDoor('Pintubesi', inWords)).toBe('pintu Pintubesi');
});
