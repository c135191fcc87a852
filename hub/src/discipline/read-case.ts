import type { CaseDetail } from '@hadir/shared/api/discipline';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { disciplineCases, disciplineEvents, disciplineLetters } from '../database/tables/discipline.ts';
import { notFound } from '../http/http-problem.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import type { SignedIn } from '../users/session-store.ts';
import { powersOver } from './case-powers.ts';
import { findSuperior } from './find-superior.ts';
import { listCases } from './list-cases.ts';
import { decisiveSteps, scheduleOf } from './next-step.ts';

type Db = Database['db'];

/** One case whole, with what this reader may do about it. @throws HttpProblem 404 where he may not see it */
export async function readCase(
  db: Db,
  id: string,
  viewer: SignedIn,
  policies: CasePolicies,
  today: string,
): Promise<CaseDetail> {
  const [seen] = await listCases(db, viewer, { id }, policies, today);
  if (seen === undefined) throw notFound('Perkara ini');
  const { row, line, events } = seen;
  const superior = await findSuperior(db, row.employee, row.proposedOn);
  const powers = powersOver(viewer, row, superior?.employee ?? null);
  const { decision, delivery } = decisiveSteps(policies);
  const steps = scheduleOf(row, events, policies, today)?.steps ?? [];
  const running = row.state === 'open' && row.groundlessSince === null;
  const { discipline } = policies;
  const kind = line.employeeKind === 'PPPK' ? 'PPPK' : 'PNS';
  const ladder = discipline[kind].steps.length > 0 ? discipline[kind].steps : [];
  return {
    ...line,
    ground: {
      because: row.ground.because,
      clause: row.ground.clause,
      days: [...row.ground.days],
      longestRun: row.ground.longestRun,
      payStopsFrom: row.ground.payStopsFrom,
      openDays: [...row.ground.openDays],
    },
    openedOn: row.openedOn,
    mergedInto: row.mergedInto,
    about: row.kind === 'superior' ? row.subject : null,
    superior,
    decision:
      row.decision === null ? null : (({ step, ...rest }) => ({ sanction: step?.name ?? null, ...rest }))(row.decision),
    steps: steps.map(({ step, state, doneOn, deadline }) => {
      const waits = running && (state === 'due' || state === 'overdue');
      const plain = step.code !== decision && step.code !== delivery;
      const mine =
        powers.bkd ||
        (step.owner === 'direct_superior' && powers.superior) ||
        (step.owner === 'competent_official' && powers.official);
      const { code, name, owner, documents, clause } = step;
      const mayRecord = waits && plain && mine;
      return { code, name, owner, state, doneOn, deadline, documents, clause, mayRecord, maySkip: mayRecord };
    }),
    events: await readHistory(db, id),
    letters: await readLetters(db, id),
    mergeInto: row.state === 'proposed' && row.kind === 'sanction' ? await openCasesBeside(db, row.employee, id) : [],
    ladder: ladder.map(({ code, name, grade, clause }) => ({ code, name, grade, clause })),
    may: {
      decideProposal: row.state === 'proposed' && powers.official,
      decide: running && row.kind !== 'chain' && powers.official && line.next?.what === 'decide',
      deliver: row.state === 'decided' && row.decision?.step != null && powers.official,
      clarify: running && row.kind === 'chain' && (powers.self || powers.bkd || powers.superior),
      act: running && row.kind === 'chain' && powers.superior,
      report: running && row.kind === 'sanction' && powers.superior,
      writeLetters: row.state === 'open' && (powers.bkd || powers.superior),
      close: (row.state === 'open' || row.state === 'decided') && powers.official && line.next?.what === 'close',
    },
  };
}

async function readHistory(db: Db, id: string): Promise<CaseDetail['events']> {
  const rows = await db
    .select({ event: disciplineEvents, by: users.name })
    .from(disciplineEvents)
    .leftJoin(users, eq(users.id, disciplineEvents.by))
    .where(eq(disciplineEvents.case, id))
    .orderBy(asc(disciplineEvents.number));
  return rows.map(({ event, by }) => ({
    id: event.id,
    at: event.at.toISOString(),
    on: event.on,
    by,
    kind: event.kind,
    step: event.step,
    note: event.note,
  }));
}

async function readLetters(db: Db, id: string): Promise<CaseDetail['letters']> {
  const { kind, number, on } = disciplineLetters;
  return db
    .select({ id: disciplineLetters.id, kind, number, on, madeBy: users.name })
    .from(disciplineLetters)
    .innerJoin(users, eq(users.id, disciplineLetters.madeBy))
    .where(eq(disciplineLetters.case, id))
    .orderBy(asc(disciplineLetters.madeAt), asc(disciplineLetters.number));
}

async function openCasesBeside(db: Db, employee: string, id: string): Promise<CaseDetail['mergeInto']> {
  const { step, proposedOn, kind, state } = disciplineCases;
  const rows = await db
    .select({ id: disciplineCases.id, step, proposedOn })
    .from(disciplineCases)
    .where(
      and(eq(disciplineCases.employee, employee), eq(kind, 'sanction'), eq(state, 'open'), ne(disciplineCases.id, id)),
    );
  return rows.map((row) => ({ id: row.id, label: `${row.step?.name ?? 'Tanpa jenjang'} (${row.proposedOn})` }));
}
