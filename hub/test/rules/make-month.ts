import type { DayEvent, DayVerdict } from '../../src/rules/day/day-verdict.ts';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import type { MonthFacts } from '../../src/rules/tpp/month-facts.ts';
import { exampleBook } from './example-policies.ts';
import { makeEvent, makeVerdict } from './make-verdict.ts';

const MONTH = '2026-07';
const days = monthDays(MONTH);
export const officeDays = days.filter((day) => exampleBook.isOfficeDay(day));

const MARKS = /^(½?)([A-Za-z0-9_]+)×(\d+)$/;

/**
 * July 2026 with so many of each event, one a day from the first office day on: `TL1×2 ½TK×1 cuti_sakit×2`.
 * @param phase of the whole month
 */
export function makeVerdicts(marks: readonly string[], phase: DayVerdict['phase'] = 'live'): DayVerdict[] {
  const byDay = new Map<string, Partial<DayVerdict>>();
  let next = 0;
  for (const mark of marks) {
    const [, half, code = '', count] = MARKS.exec(mark) ?? [];
    for (let each = 0; each < Number(count); each += 1) {
      const day = officeDays[next];
      if (day === undefined) throw new Error('More events than office days.');
      next += 1;
      byDay.set(day, changesFor(code, half === '½' ? 1 : 2, day));
    }
  }
  return days.map((day) => {
    const usual: Partial<DayVerdict> = officeDays.includes(day) ? {} : { status: 'day_off' };
    return makeVerdict(day, { phase, ...usual, ...byDay.get(day) });
  });
}

function changesFor(code: string, halves: DayEvent['halves'], day: string): Partial<DayVerdict> {
  if (code.startsWith('cuti')) return { status: 'sick', excuse: { id: `cuti-${day}`, kind: code, part: 'day' } };
  return {
    status: code === 'TK' ? 'absent' : 'late',
    events: [makeEvent(code, { halves })],
    evidence: [`unit/1/${day}`],
  };
}

export function makeMonth(verdicts: readonly DayVerdict[], changes: Partial<MonthFacts> = {}): MonthFacts {
  return {
    employee: 'pegawai',
    month: MONTH,
    employeeKind: 'PNS',
    bases: [{ from: '2026-01-01', rupiah: 5_000_000 }],
    rating: { code: 'baik', approvals: ['atasan'] },
    inService: { from: null, to: null },
    verdicts,
    missedApel: [],
    manipulation: [],
    sanctions: [],
    ...changes,
  };
}
