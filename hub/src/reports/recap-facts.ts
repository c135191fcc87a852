import type { Letterhead } from '@hadir/shared/api/letterheads';
import type { DayDocument } from '@hadir/shared/api/policies/day-policy';
import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import type { ReportTable } from '@hadir/shared/api/reports';
import type { Zone } from '@hadir/shared/time/local-day';
import type { DayVerdict } from '../rules/day/day-verdict.ts';

/** Days of a month on which somebody belonged to the OPD, both included. */
export interface Stay {
  readonly from: string;
  readonly to: string;
}

export interface RecapPerson {
  readonly employee: string;
  readonly nip: string;
  readonly name: string;
  /** Of the last posting in the month. */
  readonly rank: string | null;
  readonly position: string | null;
  /** In order; a transfer in the midst of the month leaves a part of it. */
  readonly stays: readonly Stay[];
  /** Where he was besides, such as "Dinas Kesehatan". */
  readonly cameFrom: string | null;
  readonly wentTo: string | null;
  /** Whether figures are those of a correction after the freeze. */
  readonly corrected: boolean;
  /** Whether the Inspektorat found that his attendance was manipulated: the month's attendance part is 0. */
  readonly manipulated: boolean;
  /** Of the month, whatever the place. */
  readonly verdicts: readonly DayVerdict[];
  readonly missedApel: readonly { readonly day: string; readonly id: string; readonly approvals: readonly string[] }[];
}

/** What every report is made with. */
export interface ReportSurroundings {
  readonly letterhead: Letterhead;
  readonly zone: Zone;
  readonly now: Date;
}

export interface RecapFacts extends ReportSurroundings {
  readonly opdName: string;
  /** Of whose staff alone the report is; null where it is of everybody. */
  readonly superior: string | null;
  /** YYYY-MM */
  readonly month: string;
  readonly state: ReportTable['state'];
  readonly rules: DayDocument;
  readonly tpp: TppDocument;
  /** By code. */
  readonly schedules: ReadonlyMap<string, string>;
  readonly people: readonly RecapPerson[];
}
