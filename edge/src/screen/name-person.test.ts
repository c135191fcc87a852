import { expect, it } from 'vitest';
import { namePerson } from './name-person.ts';

it('shows the first name alone, without titles before or after it', () => {
  expect(namePerson('Dr. Ir. Hj. Contoh Nama Uji, S.T., M.Si.', 'first')).toBe('Contoh');
  expect(namePerson('CONTOH', 'first')).toBe('CONTOH');
});

it('keeps a second word where the first one names nobody', () => {
  expect(namePerson('I Contoh Nama', 'first')).toBe('I Contoh');
  expect(namePerson('Ni Contoh Nama', 'first')).toBe('Ni Contoh');
});

it('shows initials, or everything, where that is asked for', () => {
  expect(namePerson('Drs. Contoh Nama Uji, M.M.', 'initials')).toBe('C. N. U.');
  expect(namePerson('Drs. Contoh Nama Uji, M.M.', 'full')).toBe('Drs. Contoh Nama Uji, M.M.');
});

it('shows something of a name that is nothing but abbreviations', () => {
  expect(namePerson('M. S.', 'first')).toBe('M.');
});
