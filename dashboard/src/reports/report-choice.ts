import type { ReportKind, ReportStaff } from '@hadir/shared/api/reports';
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
/** These a direct superior sees of his own staff, whatever his role. */
const ABOUT_STAFF: ReadonlySet<ReportKind> = new Set<ReportKind>(['monthly-recap', 'daily-list', 'lateness']);

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

/** Who looks, and those for whom he answers. */
export interface ReportReader {
  readonly user: Session['user'];
  readonly staff: ReportStaff['staff'];
}

/** @returns the kinds that this reader may see; whoever is an employee himself sees his own recap. */
function kindsFor({ user: { role, employee }, staff }: ReportReader): ReportKind[] {
  return (Object.keys(READERS) as ReportKind[]).filter(
    (kind) =>
      READERS[kind].includes(role) ||
      (kind === 'person-recap' && employee !== null) ||
      (ABOUT_STAFF.has(kind) && staff.length > 0),
  );
}

/** Whether a report of this kind shows this reader his own staff alone. */
export function isAboutStaff({ role }: Session['user'], kind: ReportKind): boolean {
  return ABOUT_STAFF.has(kind) && !READERS[kind].includes(role);
}

/** Whether the reader sees one OPD alone, and so has none to choose. */
export function isBoundToOffice({ role }: Session['user']): boolean {
  return role === 'opd_head' || role === 'opd_operator' || role === 'employee';
}

/** Whether the reader may look at others' recaps by his role. */
export function seesOthers({ role }: Session['user']): boolean {
  return OVERVIEW.includes(role);
}

/** What is still to be chosen before there is a report. */
export function missingOf({ kind, opd, employee }: ReportChoice, user: Session['user']): 'opd' | 'employee' | null {
  if (kind === 'person-recap') return employee === null ? 'employee' : null;
  if (isAboutStaff(user, kind) || isBoundToOffice(user)) return null;
  return ONE_OFFICE.has(kind) && opd === null ? 'opd' : null;
}

export function mayBeAllOffices(kind: ReportKind): boolean {
  return !ONE_OFFICE.has(kind) && kind !== 'person-recap';
}

/** The query that the hub is asked. */
export function queryOf({ kind, opd, month, day, employee }: ReportChoice) {
  if (kind === 'person-recap') return { month, ...(employee !== null && { employee }) };
  return { ...(opd !== null && { opd }), ...(kind === 'daily-list' ? { day } : { month }) };
}

export function useReportChoice(reader: ReportReader) {
  const [parameters, setParameters] = useSearchParams();
  const { user, staff } = reader;
  const kinds = kindsFor(reader);
  const wanted = parameters.get('laporan') as ReportKind | null;
  const today = localToday();
  const usual = kinds.find((kind) => READERS[kind].includes(user.role)) ?? 'person-recap';
  const kind = wanted !== null && kinds.includes(wanted) ? wanted : usual;
  const opd = parameters.get('opd');
  const mayChooseOffice = isAboutStaff(user, kind) ? staff.some((each) => each.opd === opd) : !isBoundToOffice(user);
  const employee = parameters.get('pegawai');
  const choice: ReportChoice = {
    kind,
    opd: mayChooseOffice ? opd : null,
    month: parameters.get('bulan') ?? today.slice(0, 7),
    day: parameters.get('hari') ?? today,
    employee: seesOthers(user) || staff.some(({ id }) => id === employee) ? employee : user.employee,
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
