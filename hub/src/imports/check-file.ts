import { createHash } from 'node:crypto';
import type { ImportProblem, ImportReport } from '@hadir/shared/api/imports';
import type { ImportLineValues, ImportPlan, ImportSpec, PlannedChange } from './import-spec.ts';
import { matchColumns } from './match-columns.ts';
import type { RawTable } from './raw-table.ts';

type Reader = Parameters<ImportSpec['plan']>[0];

export type CheckOutcome =
  | {
      readonly ok: true;
      readonly report: ImportReport;
      readonly changes: readonly PlannedChange[];
      readonly digest: string;
    }
  | { readonly ok: false; readonly problem: string };

/** Changes that a report carries; its numbers count all. */
const MOST_SHOWN = 2_000;

/** Reads the lines and compares them with what is there: the dry run, and once more before anything is applied. */
export async function checkFile(db: Reader, spec: ImportSpec, table: RawTable, today: string): Promise<CheckOutcome> {
  const matched = matchColumns(spec.columns, table);
  if (!matched.ok) return matched;
  const { unique, problems: doubled } = withoutDoubles(spec, matched.lines);
  const plan: ImportPlan = await spec.plan(db, unique, today);
  const problems = [...matched.problems, ...doubled, ...plan.problems].sort((a, b) => a.row - b.row);
  const changes = [...plan.changes].sort((a, b) => a.row - b.row);
  const report: ImportReport = {
    rows: matched.rows,
    added: changes.filter(({ action }) => action === 'add').length,
    changed: changes.filter(({ action }) => action === 'change').length,
    same: plan.same,
    bad: new Set(problems.map(({ row }) => row)).size,
    problems,
    lines: changes.slice(0, MOST_SHOWN).map(({ row, action, subject, text }) => ({ row, action, subject, text })),
    notes: [...matched.notes, ...plan.notes],
  };
  const digest = createHash('sha256').update(JSON.stringify(changes)).digest('hex');
  return { ok: true, report, changes, digest };
}

/** Columns that together say what a line is about. */
const KEYS: Record<ImportSpec['kind'], readonly string[]> = {
  opds: ['name'],
  employees: ['nip'],
  'work-units': ['opd', 'name'],
  postings: ['nip', 'from'],
  assignments: ['opd', 'workUnit', 'nip', 'from'],
  holidays: ['day'],
  balances: ['nip', 'code', 'year'],
  ratings: ['nip', 'month'],
  duty: ['nip', 'month'],
};

/** Of two lines about the same thing neither can be trusted more; the second is reported and names the first. */
function withoutDoubles(
  { kind, columns }: ImportSpec,
  lines: readonly ImportLineValues[],
): { unique: ImportLineValues[]; problems: ImportProblem[] } {
  const first = new Map<string, number>();
  const unique: ImportLineValues[] = [];
  const problems: ImportProblem[] = [];
  for (const line of lines) {
    const key = KEYS[kind].map((name) => String(line.values[name] ?? '').toLowerCase()).join('\n');
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, line.row);
      unique.push(line);
    } else {
      const column = columns.find((each) => each.key === KEYS[kind][0])?.title ?? null;
      const value = String(line.values[KEYS[kind][0] ?? ''] ?? '');
      problems.push({ row: line.row, column, value, message: `Sama dengan baris ${before}. Hapus salah satunya.` });
    }
  }
  return { unique, problems };
}
