import type { EditionProblem } from './find-edition-problems.ts';
import { lookUp } from './look-up.ts';
import type { PolicyBook } from './policy-book.ts';

/**
 * What one policy asks of another on a day and does not find: to be looked at before a policy takes effect, since a
 * rate that is missing would leave every month open.
 */
export function findGaps(book: PolicyBook, day: string): EditionProblem[] {
  const { late, early, missingArrival, missingDeparture, absent } = book.inForce('day', day).document;
  const { rates, leaveRates, leaveWithoutTpp = [] } = book.inForce('tpp', day).document;
  const { kinds } = book.inForce('leave', day).document;
  const { schedules } = book.inForce('schedules', day).document;
  const { assignments } = book.inForce('assignments', day).document;
  const problems: EditionProblem[] = [];

  const events = [...late, ...early].map(({ code }) => code).concat(missingArrival, missingDeparture, absent, 'apel');
  for (const code of new Set(events)) {
    if (lookUp(rates, code) === undefined)
      problems.push({ field: `/tpp/rates/${code}`, problem: 'Tarif kejadian ini belum ada.' });
  }
  for (const code of Object.keys(leaveRates)) {
    if (!kinds.some((kind) => kind.code === code)) {
      problems.push({ field: `/tpp/leaveRates/${code}`, problem: 'Jenis cuti ini tidak ada.' });
    }
  }
  leaveWithoutTpp.forEach(({ code }, index) => {
    if (!kinds.some((kind) => kind.code === code))
      problems.push({ field: `/tpp/leaveWithoutTpp/${index}/code`, problem: 'Jenis cuti ini tidak ada.' });
  });
  const known = new Set(schedules.map(({ code }) => code));
  assignments.forEach(({ schedule }, index) => {
    if (!known.has(schedule)) {
      problems.push({ field: `/assignments/${index}/schedule`, problem: `Jadwal "${schedule}" tidak ada.` });
    }
  });
  if (
    !assignments.some(
      ({ target, from, to }) => target.kind === 'everybody' && from <= day && (to === null || day <= to),
    )
  ) {
    problems.push({ field: '/assignments', problem: 'Tidak ada jadwal bagi pegawai yang tidak disebut tersendiri.' });
  }
  return problems;
}
