import type { RequestSubject } from '@hadir/shared/api/requests';

/** When somebody says that he came and left, on the clock of his place of work. */
export interface SeenTimes {
  readonly arrival: string | null;
  readonly departure: string | null;
  readonly departureNextDay: boolean;
}

/** @returns null for what says nothing about times. */
export function seenTimes(subject: RequestSubject): SeenTimes | null {
  const what = subject.kind === 'objection' ? subject.remedy : subject;
  return what.kind === 'forgotten' || what.kind === 'manual' || what.kind === 'seen' ? what : null;
}
