import type { Finding } from './journal-report.ts';
import type { ProvedEntry } from './proved-entry.ts';

/** A wall clock that is steered by NTP may be slowed a little; more than this is a step. */
const TOLERANCE_MS = 2_000;

/** Steps of the wall clock: those that the journal tells of, and those that it does not. */
export function checkClock(chain: readonly ProvedEntry[]): Finding[] {
  const findings: Finding[] = [];
  let before: ProvedEntry | null = null;
  for (const one of chain) {
    const { entry, line } = one;
    const place = { line, binding: entry.binding, seq: entry.seq };
    if (entry.type === 'clock') {
      const detail = `From ${entry.before} to ${entry.after}, by ${entry.stepMs / 1_000} s.`;
      findings.push({ rule: 'clock', ...place, detail });
    } else if (before !== null && Date.parse(entry.at) < Date.parse(before.entry.at) - TOLERANCE_MS) {
      const detail = `It was written at ${entry.at}, the entry before it at ${before.entry.at}.`;
      findings.push({ rule: 'backwards', ...place, detail });
    }
    before = one;
  }
  return findings;
}
