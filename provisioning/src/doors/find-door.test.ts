import type { Door } from '@hadir/shared/api/people';
import { expect, it } from 'vitest';
import { findDoor } from './find-door.ts';

const door = (id: string, opdName: string, name: string): Door => ({
  ...{ id, opd: 'o', opdName, name, zone: 'Asia/Jayapura', unit: null, rosterVersion: 1 },
});
const doors = [door('1', 'Dinas A', 'Utama'), door('2', 'Dinas B', 'Utama'), door('3', 'Dinas B', 'Samping')];

it('finds a door by its id, by office and name, and by a name that only one door has', () => {
  expect(findDoor(doors, '2')).toMatchObject({ kind: 'found', door: { id: '2' } });
  expect(findDoor(doors, 'dinas b/UTAMA')).toMatchObject({ kind: 'found', door: { id: '2' } });
  expect(findDoor(doors, ' samping ')).toMatchObject({ kind: 'found', door: { id: '3' } });
});

it('does not guess between doors of one name', () => {
  expect(findDoor(doors, 'Utama')).toMatchObject({ kind: 'ambiguous', doors: [{ id: '1' }, { id: '2' }] });
});

it('names doors that are near where there is none of that name', () => {
  expect(findDoor(doors, 'Dinas C/Samping')).toEqual({ kind: 'unknown', near: ['Dinas B/Samping'] });
  expect(findDoor([], 'Utama')).toEqual({ kind: 'unknown', near: [] });
});
