import type { ReportKind } from '@hadir/shared/api/reports';
import type { Role, Session } from '@hadir/shared/api/session';
import { useSearchParams } from 'react-router';

const OVERVIEW: readonly Role[] = ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'];
const READERS: Record<ReportKind, readonly Role[]> = {
  'monthly-recap': OVERVIEW,
  'person-recap': OVERVIEW,
  'daily-list': OVERVIEW,
  lateness: OVERVIEW,
  completeness: OVERVIEW,
  'tpp-list': ['admin_bkd', 'leader', 'opd_head', 'inspectorate', 'treasurer'],
};
/** These are about one OPD; the others may be about all. */
const ONE_OFFICE: ReadonlySet<ReportKind> = new Set<ReportKind>(['monthly-recap', 'daily-list', 'tpp-list']);

/** What the reader chose; it stands in the address, so that it can be sent to others. */
export interface ReportChoice {
  readonly kind: ReportKind;
  readonly opd: string | null;
  /** YYYY-MM */
  readonly month: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly employee: string | null;
}

/** @returns the kinds that this reader may see; whoever is an employee himself sees his own recap. */
function kindsFor({ role, employee }: Session['user']): ReportKind[] {
  return (Object.keys(READERS) as ReportKind[]).filter(
    (kind) => READERS[kind].includes(role) || (kind === 'person-recap' && employee !== null),
  );
}

/** Whether the reader sees one OPD alone, and so has none to choose. */
export function isBoundToOffice({ role }: Session['user']): boolean {
  return role === 'opd_head' || role === 'opd_operator' || role === 'employee';
}

/** Whether the reader may look at others' recaps. */
export function seesOthers({ role }: Session['user']): boolean {
  return OVERVIEW.includes(role);
}

/** What is still to be chosen before there is a report. */
export function missingOf({ kind, opd, employee }: ReportChoice, user: Session['user']): 'opd' | 'employee' | null {
  if (kind === 'person-recap') return employee === null ? 'employee' : null;
  return ONE_OFFICE.has(kind) && opd === null && !isBoundToOffice(user) ? 'opd' : null;
}

export function mayBeAllOffices(kind: ReportKind): boolean {
  return !ONE_OFFICE.has(kind) && kind !== 'person-recap';
}

/** The query that the hub is asked. */
export function queryOf({ kind, opd, month, day, employee }: ReportChoice) {
  if (kind === 'person-recap') return { month, ...(employee !== null && { employee }) };
  return { ...(opd !== null && { opd }), ...(kind === 'daily-list' ? { day } : { month }) };
}

export function useReportChoice(user: Session['user']) {
  const [parameters, setParameters] = useSearchParams();
  const kinds = kindsFor(user);
  const wanted = parameters.get('laporan') as ReportKind | null;
  const today = localToday();
  const choice: ReportChoice = {
    kind: wanted !== null && kinds.includes(wanted) ? wanted : (kinds[0] ?? 'person-recap'),
    opd: isBoundToOffice(user) ? null : parameters.get('opd'),
    month: parameters.get('bulan') ?? today.slice(0, 7),
    day: parameters.get('hari') ?? today,
    employee: seesOthers(user) ? parameters.get('pegawai') : user.employee,
  };
  const change = (changes: Partial<ReportChoice>) => {
    const { kind, opd, month, day, employee } = { ...choice, ...changes };
    setParameters(
      {
        laporan: kind,
        bulan: month,
        hari: day,
        ...(opd !== null && { opd }),
        ...(employee !== null && { pegawai: employee }),
      },
      { replace: true },
    );
  };
  return { choice, kinds, change };
}

/** The reader's own day. */
function localToday(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
