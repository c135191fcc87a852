import { describe, expect, it } from 'vitest';
import { chooseModel, type ModelChoice } from './choose-model.ts';

const choose = (choice: Partial<ModelChoice> & { people: ReadonlyMap<string, number> }) =>
  chooseModel({ everybody: 10, runs: null, chosen: null, newest: 'new', ...choice });

describe('the model of a door', () => {
  it('stays the one that most people have while the newest lacks somebody', () => {
    expect(
      choose({
        people: new Map([
          ['old', 10],
          ['new', 9],
        ]),
      }),
    ).toBe('old');
  });

  it('is the newest once everybody has a template of it', () => {
    expect(
      choose({
        people: new Map([
          ['old', 10],
          ['new', 10],
        ]),
      }),
    ).toBe('new');
  });

  it('is the newest earlier where BKD says so', () => {
    expect(
      choose({
        people: new Map([
          ['old', 10],
          ['new', 3],
        ]),
        chosen: 'new',
      }),
    ).toBe('new');
  });

  it('is never one that the unit cannot run, whoever wants it', () => {
    const people = new Map([
      ['old', 10],
      ['new', 10],
    ]);
    expect(choose({ people, runs: ['old'], chosen: 'new' })).toBe('old');
    expect(
      choose({
        people: new Map([
          ['old', 10],
          ['new', 2],
        ]),
        runs: ['new'],
      }),
    ).toBe('new');
  });

  it('is the one that people have where the unit runs none of them, so that the unit says what is wrong', () => {
    expect(choose({ people: new Map([['old', 10]]), runs: ['third'] })).toBe('old');
  });

  it('is none where nobody has a template', () => {
    expect(choose({ people: new Map(), everybody: 0 })).toBeNull();
  });
});
