import { describe, expect, it } from 'vitest';
import { type OpdRow, orderOpds } from './order-opds.ts';

const nobody = {
  ...{ employees: 0, present: 0, late: 0, notYetSeen: 0, incomplete: 0, leftEarly: 0, forgottenPunch: 0 },
  ...{ absent: 0, permission: 0, sick: 0, leave: 0, duty: 0, study: 0, dayOff: 0 },
};

function row(name: string, late: number, notYetSeen: number, incomplete = 0, doorsSilent = 0): OpdRow {
  const present = 100 - late - notYetSeen - incomplete;
  return {
    opd: name,
    name,
    counts: { ...nobody, employees: 100, present, late, notYetSeen, incomplete },
    doors: 2,
    doorsSilent,
  };
}

describe('orderOpds', () => {
  it('puts agencies with a silent door first, then those with most people missing or late, then by name', () => {
    const ordered = orderOpds([
      row('C', 0, 0),
      row('B', 0, 0),
      row('late', 30, 0),
      row('gone', 0, 40),
      row('silent', 0, 0, 9, 1),
    ]);
    expect(ordered.map(({ name }) => name)).toEqual(['silent', 'gone', 'late', 'B', 'C']);
  });

  it('bears an agency without employees', () => {
    const empty: OpdRow = {
      ...row('empty', 0, 0),
      counts: nobody,
    };
    expect(orderOpds([empty, row('A', 0, 1)]).map(({ name }) => name)).toEqual(['A', 'empty']);
  });
});
