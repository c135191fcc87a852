import type { EditionOf, PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { WorkingTime, WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { clockMinutes } from '../rules/day/clock-minutes.ts';

const Hours = Type.Union([Type.Object({ start: Type.String(), end: Type.String() }), Type.Null()]);
/** The schedule of everybody as releases before policy editions stored it. */
const OldSchedule = Type.Object({
  name: Type.String(),
  days: Type.Object({ mon: Hours, tue: Hours, wed: Hours, thu: Hours, fri: Hours, sat: Hours, sun: Hours }),
  toleranceMinutes: Type.Integer(),
  earliestArrival: Type.Union([Type.String(), Type.Null()]),
});
const schema = Compile(OldSchedule);

interface OldPolicy {
  readonly effectiveFrom: string;
  readonly legalBasis: string;
  readonly document: unknown;
}

/**
 * @param shipped whose schedules it takes the place of: everybody works by the first of them
 * @returns null where it is the one that the product shipped with, or none at all
 */
export function fromOldSchedule(
  { effectiveFrom, legalBasis, document }: OldPolicy,
  shipped: readonly PolicyEdition[],
): EditionOf<'schedules'> | null {
  const national = shipped.find((edition) => edition.kind === 'schedules');
  const [first, ...others] = national?.document.schedules ?? [];
  if (!schema.Check(document) || first === undefined) return null;
  if (effectiveFrom === national?.effectiveFrom && legalBasis === national.legalBasis) return null;
  return {
    kind: 'schedules',
    effectiveFrom,
    effectiveTo: null,
    legalBasis,
    note: 'Dibawa dari jadwal tunggal versi sebelumnya; periksa jam Ramadan dan istirahatnya.',
    document: { schedules: [replace(first, document), ...others] },
  };
}

function replace(
  schedule: WorkSchedule,
  { name, days, toleranceMinutes, earliestArrival }: Static<typeof OldSchedule>,
) {
  const { mon, tue, wed, thu, fri, sat, sun } = days;
  const week = {
    ...{ mon: hours(mon), tue: hours(tue), wed: hours(wed), thu: hours(thu), fri: hours(fri, 90) },
    ...{ sat: hours(sat), sun: hours(sun) },
  };
  const starts = Object.values(days).flatMap((day) => (day === null ? [] : [clockMinutes(day.start)]));
  const earliest = earliestArrival === null ? null : Math.max(0, Math.min(...starts) - clockMinutes(earliestArrival));
  return {
    ...schedule,
    name,
    pattern: { kind: 'week' as const, week, ramadan: null },
    toleranceMinutes,
    earliestArrivalMinutes: earliest ?? schedule.earliestArrivalMinutes,
  };
}

function hours(day: { start: string; end: string } | null, breakMinutes = 60): WorkingTime | null {
  return day === null ? null : { ...day, breakMinutes, middle: null };
}
