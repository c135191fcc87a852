import type { RequestPolicy } from '@hadir/shared/api/request-policy';
import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { requestSteps } from '../database/tables/requests.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { findDeciders } from '../delegations/find-deciders.ts';
import { capacityFor, type Mandate } from '../delegations/mandates.ts';
import { presentFile, readFiles } from '../evidence-files/store-files.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import { officeDaysSince } from './list-requests.ts';
import type { RequestRow } from './record-step.ts';
import { leaveKindsOn, titleOf } from './request-options.ts';
import { sightOf } from './sight.ts';
import { awaitsWitness, readWitnesses } from './witnesses.ts';
import { halvesOf, readWorkCalendar } from './work-calendar.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

interface Reading {
  readonly book: PolicyBook;
  readonly viewer: SignedIn;
  readonly mandates: readonly Mandate[];
  readonly policy: RequestPolicy;
  readonly now: Date;
}

/** Requests as this reader sees them, in the order given; those that he may not see are left out. */
export async function presentRequests(
  db: Reader,
  rows: readonly RequestRow[],
  { book, viewer, mandates, policy, now }: Reading,
): Promise<AttendanceRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const people = [...new Set(rows.map(({ employee }) => employee))];
  const today = localDay(now, 'Asia/Jakarta');
  const persons = await readPersons(db, people);
  const witnesses = await readWitnesses(db, rows);
  const chains = await readChains(db, people, today);
  const deciders = await findDeciders(db, chains, now);
  const steps = await db
    .select({ step: requestSteps, name: users.name })
    .from(requestSteps)
    .leftJoin(users, eq(users.id, requestSteps.by))
    .where(inArray(requestSteps.request, ids))
    .orderBy(requestSteps.number);
  const files = await readFiles(db, 'request', ids);
  const first = rows.map(({ from }) => from).sort()[0] ?? today;
  const last =
    rows
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? today;
  const calendar = await readWorkCalendar(db, book, people, first, last);

  return rows.flatMap((row): AttendanceRequest[] => {
    const chain = chains.get(row.employee);
    const person = persons.get(row.employee);
    if (chain === undefined || person === undefined) return [];
    const own = steps.filter(({ step }) => step.request === row.id);
    const decided = own.some(
      ({ step }) => step.by === viewer.id && step.capacity !== 'self' && step.capacity !== 'operator',
    );
    const capacity = capacityFor(mandates, viewer, chain);
    const sight = sightOf(viewer, row, { opd: chain.opd, capacity, decided });
    if (sight === 'none') return [];
    const full = sight === 'full';
    const reads = full || sight === 'witness';
    const { subject, from, to, state, medical } = row;
    const waiting = state === 'submitted' || state === 'endorsed';
    const waitingDays = waiting ? officeDaysSince(book, row.stateSince, now) : null;
    const witness = witnesses.get(row.id) ?? null;
    const mine = row.employee === viewer.employee;
    const admin = viewer.role === 'admin_bkd' && !mine;
    const writes = mine || row.enteredBy === viewer.id;
    return [
      {
        id: row.id,
        employee: person,
        subject: reads || subject.kind !== 'absence' ? subject : { ...subject, address: '' },
        title: titleOf(subject, leaveKindsOn(book, from)),
        from,
        to,
        halves: halvesOf(calendar.count(row.employee, from, to), subject.kind === 'absence' ? subject.part : 'day'),
        reason: reads ? row.reason : '',
        withheld: !reads,
        medical,
        state,
        letter: row.letter,
        witness,
        createdAt: row.createdAt.toISOString(),
        submittedAt: row.submittedAt?.toISOString() ?? null,
        waitingDays,
        late: waitingDays !== null && waitingDays >= policy.lateAfterDays,
        steps: own.map(({ step, name }) => ({
          number: step.number,
          state: step.state,
          at: step.at.toISOString(),
          by: name,
          capacity: step.capacity,
          note: full ? step.note : null,
        })),
        files: full ? (files.get(row.id) ?? []).map((file) => presentFile(file, medical)) : [],
        deciders: deciders.get(row.employee) ?? [],
        mayDecide: state === 'submitted' && capacity !== null,
        superiorSuffices: policy.superiorSuffices.includes(subject.kind === 'absence' ? subject.code : subject.kind),
        mayWitness: awaitsWitness(row) && witness !== null && witness.id === viewer.employee,
        mayOverride: state === 'submitted' && capacity === null && admin,
        mayVerify: state === 'endorsed' && admin,
        mayEdit: state === 'draft' && writes,
        mayWithdraw: (state === 'draft' || waiting) && writes,
        mayRevoke: state === 'verified' && admin,
      },
    ];
  });
}

async function readPersons(db: Reader, ids: readonly string[]): Promise<Map<string, AttendanceRequest['employee']>> {
  const rows = await db
    .select({
      id: employees.id,
      name: employees.name,
      nip: employees.nip,
      opd: employees.opd,
      opdName: opds.name,
      position: employees.position,
    })
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(inArray(employees.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}
