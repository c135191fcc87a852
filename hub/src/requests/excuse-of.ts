import type { RequestSubject } from '@hadir/shared/api/requests';
import { instantAt, type Zone } from '@hadir/shared/time/local-day';
import type { Correction, Excuse } from '../rules/day/day-facts.ts';
import { addDays } from '../rules/discipline/working-days.ts';

export interface ApprovedRequest {
  readonly id: string;
  readonly subject: RequestSubject;
  readonly approvals: readonly string[];
}

/** What an approved request changes about one day. */
export interface DayChanges {
  readonly excuses: readonly Excuse[];
  readonly corrections: readonly Correction[];
}

/**
 * @param day one of the request's days, YYYY-MM-DD
 * @param zone of the place of work on that day, whose clock the times are read by
 */
export function excuseOf({ id, subject, approvals }: ApprovedRequest, day: string, zone: Zone): DayChanges {
  const base = { id, approvals };
  switch (subject.kind) {
    case 'absence':
      return { excuses: [{ ...base, kind: subject.code, part: subject.part }], corrections: [] };
    case 'forgotten':
    case 'manual':
      return { excuses: [], corrections: seen(base, subject, day, zone) };
    case 'forgive':
      return { excuses: [], corrections: [{ ...base, kind: 'forgive', what: subject.what }] };
    case 'void':
      return { excuses: [], corrections: [{ ...base, kind: 'void', entry: subject.entry }] };
    case 'objection':
      return { excuses: [], corrections: remedy(base, subject.remedy, day, zone) };
  }
}

type Base = Pick<Correction, 'id' | 'approvals'>;
type Remedy = Extract<RequestSubject, { kind: 'objection' }>['remedy'];

function remedy(base: Base, wanted: Remedy, day: string, zone: Zone): Correction[] {
  switch (wanted.kind) {
    case 'seen':
      return seen(base, wanted, day, zone);
    case 'forgive':
      return [{ ...base, kind: 'forgive', what: wanted.what }];
    case 'void':
      return [{ ...base, kind: 'void', entry: wanted.entry }];
    case 'review':
      return [];
  }
}

interface Times {
  readonly arrival: string | null;
  readonly departure: string | null;
  readonly departureNextDay: boolean;
}

/** Each time has an id of its own, since what has the same id is one sighting. */
function seen(base: Base, { arrival, departure, departureNextDay }: Times, day: string, zone: Zone): Correction[] {
  const at = (which: 'arrival' | 'departure', on: string, time: string): Correction => ({
    ...base,
    id: `${base.id}:${which}`,
    kind: 'seen',
    atMs: instantAt(on, time, zone).getTime(),
  });
  return [
    ...(arrival === null ? [] : [at('arrival', day, arrival)]),
    ...(departure === null ? [] : [at('departure', departureNextDay ? addDays(day, 1) : day, departure)]),
  ];
}
