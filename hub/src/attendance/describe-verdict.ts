import type { DayJudgement } from '@hadir/shared/api/attendance';
import type { DayPolicy } from '../rules/day/day-policy.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';

/** @param policy in force on that day: it names statuses and kinds of leave. */
export function describeVerdict(verdict: DayVerdict, policy: DayPolicy): DayJudgement {
  const { status, final, phase, lateMinutes, earlyMinutes, events, excuse, reasons, evidence, approvals, clause } =
    verdict;
  const { letter, name } = policy.rules.labels[status];
  return {
    ...{ status, letter, label: name, final, phase, lateMinutes, earlyMinutes, clause },
    events: events.map((event) => ({ ...event })),
    excuse:
      excuse === null
        ? null
        : {
            id: excuse.id,
            kind: excuse.kind,
            name: policy.leaveKinds.get(excuse.kind)?.kind.name ?? excuse.kind,
            wholeDay: excuse.part === 'day',
          },
    reasons: [...reasons],
    evidence: [...evidence],
    approvals: [...approvals],
  };
}
