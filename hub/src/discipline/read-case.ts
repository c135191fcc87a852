import type { CaseDetail } from '@hadir/shared/api/discipline';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { disciplineCases, disciplineEvents, disciplineLetters } from '../database/tables/discipline.ts';
import { readDays } from '../days/read-days.ts';
import { notFound } from '../http/http-problem.ts';
import { type CasePowers, readPowers } from './case-powers.ts';
import { letterRecord } from './case-record.ts';
import { fallenDays } from './fallen-days.ts';
import { findSuperior } from './find-superior.ts';
import { listSignatories } from './letters/list-signatories.ts';
import { type CaseReader, listCases, type SeenCase } from './list-cases.ts';
import { decisiveSteps, scheduleOf } from './next-step.ts';
import { lastStep, maySkip } from './record-steps.ts';

type Db = Database['db'];

/** One case as this reader may see it. @throws HttpProblem 404 where he may not */
export async function findCase(db: Db, id: string, reader: CaseReader): Promise<SeenCase> {
  const [seen] = (await listCases(db, reader, { id })).cases;
  if (seen === undefined) throw notFound('Perkara ini');
  return seen;
}

/** One case whole, with what this reader may do about it. @throws HttpProblem 404 where he may not see it */
export async function readCase(db: Db, id: string, reader: CaseReader, government: string): Promise<CaseDetail> {
  const seen = await findCase(db, id, reader);
  const { row, line } = seen;
  const { viewer, policies, today, now } = reader;
  const superior = await findSuperior(db, row.employee, today);
  const powers = await readPowers(db, viewer, row, today, now);
  const { because, clause, days, longestRun, payStopsFrom, openDays } = row.ground;
  const may = mayDo(seen, powers);
  return {
    ...line,
    ground: {
      because,
      clause,
      days: [...days],
      fallen: await fallenNow(db, row.employee, days, now),
      longestRun,
      payStopsFrom,
      openDays: [...openDays],
    },
    openedOn: row.openedOn,
    mergedInto: row.mergedInto,
    about: row.kind === 'superior' ? row.subject : null,
    superior: superior && { employee: superior.employee, name: superior.name, since: superior.since },
    hasSuperiorCase: row.hasSuperiorCase,
    decision:
      row.decision === null
        ? null
        : (({ step, revoked = null, ...rest }) => ({ sanction: step?.name ?? null, revoked, ...rest }))(row.decision),
    steps: stepsOf(seen, reader, powers),
    events: await readHistory(db, id),
    letters: await readLetters(db, id, may.writeLetters),
    mergeInto: row.state === 'proposed' && row.kind === 'sanction' ? await openCasesBeside(db, row) : [],
    ladder: policies.discipline[line.employeeKind === 'PPPK' ? 'PPPK' : 'PNS'].steps
      .filter(({ grade }) => powers.anyGrade || grade === 'light')
      .map(({ code, name, grade, clause: rule }) => ({ code, name, grade, clause: rule })),
    signatories: may.writeLetters ? await listSignatories(db, government, row.opd, superior) : [],
    may,
  };
}

function mayDo({ row, line }: SeenCase, powers: CasePowers): CaseDetail['may'] {
  const running = row.state === 'open' && row.groundlessSince === null;
  const sanctioned = row.decision?.step ?? null;
  const settles = powers.official && (powers.anyGrade || sanctioned?.grade === 'light');
  const closes = row.kind === 'chain' ? powers.closesChain : powers.official;
  return {
    decideProposal: row.state === 'proposed' && powers.official,
    decide: running && row.kind !== 'chain' && powers.official && line.next?.what === 'decide',
    deliver: row.state === 'decided' && sanctioned !== null && settles,
    revoke: (row.state === 'decided' || row.state === 'delivered') && sanctioned !== null && settles,
    clarify: running && row.kind === 'chain' && (powers.self || powers.bkd || powers.superior),
    act: running && row.kind === 'chain' && powers.superior,
    report: running && row.kind === 'sanction' && powers.superior,
    writeLetters: running && (powers.bkd || powers.superior),
    close: (row.state === 'open' || row.state === 'decided') && closes && line.next?.what === 'close',
  };
}

function stepsOf({ row, events }: SeenCase, { policies, today }: CaseReader, powers: CasePowers): CaseDetail['steps'] {
  const { decision, delivery } = decisiveSteps(policies);
  const running = row.state === 'open' && row.groundlessSince === null;
  const last = lastStep({ events, policies });
  const withLetter = letterRecord(events);
  return (scheduleOf(row, events, policies, today)?.steps ?? []).map(({ step, state, doneOn, deadline }) => {
    const { code, name, owner, documents, clause } = step;
    const plain = code !== decision && code !== delivery;
    const mine =
      powers.bkd ||
      (owner === 'direct_superior' && powers.superior) ||
      (owner === 'competent_official' && powers.official);
    const mayRecord = running && plain && mine && (state === 'due' || state === 'overdue');
    const mayUndo = row.state === 'open' && plain && mine && code === last && !withLetter.has(code);
    const able = { mayRecord, maySkip: mayRecord && maySkip({ events }, code), mayUndo };
    return { code, name, owner, state, doneOn, deadline, documents, clause, ...able };
  });
}

/** What a permission that was granted since, or a journal that came late, made of the days; looked at afresh. */
async function fallenNow(db: Db, employee: string, days: readonly string[], now: Date) {
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const verdicts = await readDays(db, { employees: [employee], from, to, now });
  return fallenDays(days, verdicts.get(employee) ?? []);
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

async function readLetters(db: Db, id: string, mayWrite: boolean): Promise<CaseDetail['letters']> {
  const { kind, number, on, withdrawnAt } = disciplineLetters;
  const rows = await db
    .select({ id: disciplineLetters.id, kind, number, on, madeBy: users.name, withdrawnAt })
    .from(disciplineLetters)
    .innerJoin(users, eq(users.id, disciplineLetters.madeBy))
    .where(eq(disciplineLetters.case, id))
    .orderBy(asc(disciplineLetters.madeAt), asc(disciplineLetters.number));
  return rows.map((row) => ({
    ...row,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    mayWithdraw: mayWrite && row.withdrawnAt === null,
  }));
}

async function openCasesBeside(db: Db, { id, employee, year }: SeenCase['row']): Promise<CaseDetail['mergeInto']> {
  const { step, proposedOn, kind, state } = disciplineCases;
  const rows = await db
    .select({ id: disciplineCases.id, step, proposedOn })
    .from(disciplineCases)
    .where(
      and(
        eq(disciplineCases.employee, employee),
        eq(disciplineCases.year, year),
        eq(kind, 'sanction'),
        eq(state, 'open'),
        ne(disciplineCases.id, id),
      ),
    );
  return rows.map((row) => ({ id: row.id, label: `${row.step?.name ?? 'Tanpa jenjang'} (${row.proposedOn})` }));
}
