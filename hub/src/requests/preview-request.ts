import type { RequestPreview } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import type { Database } from '../database/open-database.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { findDeciders } from '../delegations/find-deciders.ts';
import { isFrozen } from '../tpp/is-frozen.ts';
import { calendarDays, evidenceNeeded, examineRequest, handInBy } from './examine-request.ts';
import type { RequestFacts } from './request-facts.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** What the request would do and what stands against it. */
export async function previewRequest(db: Reader, facts: RequestFacts, now: Date): Promise<RequestPreview> {
  const { wanted, employee, leave, policy, halves, balances } = facts;
  const { subject, from, to } = wanted;
  const chains = await readChains(db, [employee.id], localDay(now, 'Asia/Jakarta'));
  const deciders = await findDeciders(db, chains, now);
  const problems = examineRequest(facts);
  const sensible = !problems.some(({ code }) => UNREADABLE.has(code));
  const [balance] = balances;
  return {
    halves: subject.kind === 'absence' ? halves : null,
    calendarDays: sensible ? calendarDays(from, to) : 0,
    leftHalves: balance === undefined ? null : balance.after.left,
    evidence: evidenceNeeded(facts),
    medical: leave?.medical ?? false,
    deciders: deciders.get(employee.id) ?? [],
    superiorSuffices: policy.superiorSuffices.includes(subject.kind === 'absence' ? subject.code : subject.kind),
    frozenMonths: sensible ? await frozenMonths(db, chains.get(employee.id)?.opd ?? null, from, to) : [],
    legalBasis: subject.kind === 'absence' ? (leave?.legalBasis ?? '') : policy.corrections[subject.kind].legalBasis,
    note: leave?.note ?? '',
    deadline: sensible ? handInBy(facts) : null,
    problems,
  };
}

const UNREADABLE = new Set(['no-such-day', 'range-reversed', 'range-too-long']);

async function frozenMonths(db: Reader, opd: string | null, from: string, to: string): Promise<string[]> {
  const frozen: string[] = [];
  if (opd === null) return frozen;
  let month = from.slice(0, 7);
  while (month <= to.slice(0, 7)) {
    if (await isFrozen(db, opd, month)) frozen.push(month);
    const [year = 0, number = 0] = month.split('-').map(Number);
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  }
  return frozen;
}
