import type { DayEvent, DayVerdict } from '../../src/rules/day/day-verdict.ts';

/** A verdict as the day's rules give it, of a day in order unless said otherwise. */
export function makeVerdict(day: string, changes: Partial<DayVerdict> = {}): DayVerdict {
  return {
    employee: 'pegawai',
    day,
    status: 'present',
    final: true,
    phase: 'live',
    arrival: null,
    departure: null,
    lateMinutes: 0,
    earlyMinutes: 0,
    events: [],
    excuse: null,
    evidence: [],
    approvals: [],
    silentDoors: [],
    reasons: [],
    schedule: 'lima-hari',
    clause: 'Contoh',
    ...changes,
  };
}

export function makeEvent(code: string, changes: Partial<DayEvent> = {}): DayEvent {
  const kind = code === 'TK' ? 'absent' : code.startsWith('TL') ? 'late' : 'early';
  return { code, kind, minutes: 0, halves: 2, clause: 'Contoh', ...changes };
}

export const makeAbsence = (day: string, changes: Partial<DayVerdict> = {}): DayVerdict =>
  makeVerdict(day, { status: 'absent', events: [makeEvent('TK')], ...changes });
