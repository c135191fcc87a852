import type { Band } from '@hadir/shared/api/policies/day-policy';
import type { Ladder } from '@hadir/shared/api/policies/discipline-policy';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { sightingWindow, workingMinutes } from '../day/working-window.ts';
import { parsePercent } from '../tpp/parse-percent.ts';

export interface EditionProblem {
  /** JSON pointer. */
  readonly field: string;
  readonly problem: string;
}

/** What a schema cannot say: days that do not exist, ranges that end before they begin, bands with holes. */
export function findEditionProblems(edition: PolicyEdition): EditionProblem[] {
  const problems: EditionProblem[] = [];
  const say = (field: string, problem: string) => problems.push({ field, problem });
  for (const [field, day] of daysIn(edition)) if (!isDay(day)) say(field, 'Tanggal ini tidak ada di kalender.');
  if (edition.effectiveTo !== null && edition.effectiveTo < edition.effectiveFrom) {
    say('/effectiveTo', 'Hari terakhir mendahului hari pertama.');
  }
  switch (edition.kind) {
    case 'schedules': {
      const codes = edition.document.schedules.map(({ code }) => code);
      if (new Set(codes).size < codes.length) say('/document/schedules', 'Kode jadwal tidak boleh berulang.');
      edition.document.schedules.forEach((schedule, index) => {
        checkSchedule(schedule, `/document/schedules/${index}`, say);
      });
      break;
    }
    case 'assignments':
      edition.document.assignments.forEach(({ from, to }, index) => {
        if (to !== null && to < from)
          say(`/document/assignments/${index}/to`, 'Hari terakhir mendahului hari pertama.');
      });
      break;
    case 'calendar':
      edition.document.days.forEach(({ day }, index) => {
        if (Number(day.slice(0, 4)) !== edition.document.year) say(`/document/days/${index}/day`, 'Di luar tahunnya.');
      });
      edition.document.ramadan.forEach(({ from, to }, index) => {
        if (to < from) say(`/document/ramadan/${index}/to`, 'Hari terakhir mendahului hari pertama.');
      });
      break;
    case 'rollout':
      edition.document.phases.forEach(({ trialFrom, goLive }, index) => {
        if (trialFrom !== null && goLive !== null && goLive < trialFrom) {
          say(`/document/phases/${index}/goLive`, 'Mulai berlaku mendahului masa uji coba.');
        }
      });
      break;
    case 'day':
      checkBands(edition.document.late, '/document/late', say);
      checkBands(edition.document.early, '/document/early', say);
      break;
    case 'tpp':
      if (
        parsePercent(edition.document.performanceShare) + parsePercent(edition.document.attendanceShare) !==
        1_000_000n
      )
        say('/document/attendanceShare', 'Bagian kinerja dan kehadiran harus berjumlah 100 %.');
      if (edition.document.ratings.none === undefined) say('/document/ratings/none', 'Harus ada: tanpa penilaian.');
      break;
    case 'discipline':
      checkLadder(edition.document.PNS, '/document/PNS', say);
      checkLadder(edition.document.PPPK, '/document/PPPK', say);
      break;
    case 'leave': {
      const codes = edition.document.kinds.map(({ code }) => code);
      if (new Set(codes).size < codes.length) say('/document/kinds', 'Kode jenis cuti tidak boleh berulang.');
      break;
    }
    case 'clarification':
      break;
  }
  return problems;
}

type Say = (field: string, problem: string) => void;

function checkSchedule(schedule: WorkSchedule, field: string, say: Say): void {
  const { pattern, earliestArrivalMinutes, latestDepartureMinutes, flexibleMinutes } = schedule;
  const times =
    pattern.kind === 'week'
      ? [...Object.values(pattern.week), ...Object.values(pattern.ramadan ?? {})]
      : Object.values(pattern.kind === 'cycle' ? pattern.days : pattern.shifts);
  for (const time of times) {
    if (time === null) continue;
    const { start, middle, end } = workingMinutes(time);
    if (middle <= start || middle >= end) say(field, `Batas setengah hari di luar jam kerja (mulai ${time.start}).`);
    const { from, to } = sightingWindow(schedule, { start, middle, end });
    const asked = end + flexibleMinutes + latestDepartureMinutes - (start - earliestArrivalMinutes);
    if (end > 1440 && asked > to - from) {
      say(
        `${field}/latestDepartureMinutes`,
        'Rentang presensi sif yang melewati tengah malam tidak boleh lebih dari 24 jam, atau 8 jam di luar sif yang lebih dari 16 jam.',
      );
    }
  }
}

/** Bands begin at the first minute, follow each other without a hole, and the last has no limit. */
function checkBands(bands: readonly Band[], field: string, say: Say): void {
  let next = 1;
  bands.forEach(({ fromMinutes, toMinutes }, index) => {
    if (fromMinutes !== next)
      say(`${field}/${index}/fromMinutes`, `Harus ${next}, agar tidak berlubang atau bertindih.`);
    if (toMinutes === null ? index < bands.length - 1 : index === bands.length - 1) {
      say(`${field}/${index}/toMinutes`, 'Hanya tingkat terakhir, dan selalu tingkat terakhir, yang tanpa batas atas.');
    }
    if (toMinutes !== null && toMinutes < fromMinutes) say(`${field}/${index}/toMinutes`, 'Mendahului batas bawahnya.');
    next = (toMinutes ?? fromMinutes) + 1;
  });
}

function checkLadder({ steps, inARow }: Ladder, field: string, say: Say): void {
  steps.forEach(({ fromDays, toDays }, index) => {
    const before = steps[index - 1];
    if (before !== undefined && before.toDays !== fromDays - 1) {
      say(`${field}/steps/${index}/fromDays`, 'Harus menyambung jenjang sebelumnya.');
    }
    if (toDays !== null && toDays < fromDays) say(`${field}/steps/${index}/toDays`, 'Mendahului batas bawahnya.');
  });
  if (inARow !== null && !steps.some(({ code }) => code === inARow.step)) {
    say(`${field}/inARow/step`, 'Jenjang ini tidak ada.');
  }
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const LOOKS_LIKE_A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Every text that has the form of a day, with its JSON pointer. */
function daysIn(value: unknown, field = ''): [string, string][] {
  if (typeof value === 'string') return LOOKS_LIKE_A_DAY.test(value) ? [[field, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => daysIn(inner, `${field}/${key}`));
}
