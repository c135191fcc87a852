import type { EditionOf, PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { shiftDay } from '../days/shift-day.ts';
import { findGaps } from '../rules/policy/find-gaps.ts';
import { PolicyBook } from '../rules/policy/policy-book.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { asPath } from './check-edition.ts';
import { turningDays } from './days-of-editions.ts';
import { idOf } from './find-ambiguities.ts';
import { type EditionRow, toEditionValue } from './policy-rows.ts';

type Reader = Pick<Database['db'], 'execute'>;
interface LooseEnd {
  field: string;
  problem: string;
}

const MOST = 100;

/**
 * What an edition would leave open when it came into force: on its first day and on every later one on which another
 * policy begins or ends. Nothing of it forbids that; the officer says that he has seen it.
 */
export async function findLooseEnds(
  db: Reader,
  edition: PolicyEdition,
  active: readonly EditionRow[],
  id: string,
): Promise<LooseEnd[]> {
  const ends = [...gapsOnItsDays(edition, active, id)];
  if (edition.kind === 'assignments') {
    ends.push(...endOfEverybody(edition));
    ends.push(...(await unknownTargets(db, edition.document.assignments, 'assignments')));
  }
  if (edition.kind === 'rollout') ends.push(...(await unknownTargets(db, edition.document.phases, 'phases')));
  if (edition.kind === 'schedules') ends.push(...(await shiftsThatGo(db, edition)));
  return ends.slice(0, MOST);
}

function gapsOnItsDays(edition: PolicyEdition, active: readonly EditionRow[], id: string): LooseEnd[] {
  const others = [...active]
    .filter((row) => row.id !== id)
    .sort((a, b) => (a.activation ?? 0) - (b.activation ?? 0))
    .flatMap((row) => {
      const outcome = readEdition(toEditionValue(row));
      return outcome.ok ? [outcome.edition] : [];
    });
  const book = new PolicyBook([...others, edition]);
  const found = new Map<string, LooseEnd>();
  for (const day of turningDays(edition, others)) {
    const later = day === edition.effectiveFrom ? '' : ` (sejak ${day})`;
    for (const { field, problem } of gapsOn(book, day)) {
      if (!found.has(`${field} ${problem}`)) found.set(`${field} ${problem}`, { field, problem: `${problem}${later}` });
    }
  }
  return [...found.values()];
}

function gapsOn(book: PolicyBook, day: string): LooseEnd[] {
  try {
    const { assignments } = book.inForce('assignments', day).document;
    return findGaps(book, day)
      .filter(({ field }) => {
        const index = /^\/assignments\/(\d+)\/schedule$/.exec(field)?.[1];
        const to = index === undefined ? null : (assignments[Number(index)]?.to ?? null);
        return to === null || to >= day;
      })
      .map(({ field, problem }) => ({ field: asPath(field), problem }));
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    // Before the first policies of other kinds nobody's day can be judged, with this edition or without it.
    return [];
  }
}

/** Whoever is not named has no schedule once the last one for everybody has ended. */
function endOfEverybody({ effectiveFrom, effectiveTo, document }: EditionOf<'assignments'>): LooseEnd[] {
  const spans = document.assignments
    .filter(({ target }) => target.kind === 'everybody')
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  let day = effectiveFrom;
  for (const { from, to } of spans) {
    if (from > day) break;
    if (to === null) return [];
    if (to >= day) day = shiftDay(to, 1);
  }
  if (day === effectiveFrom || (effectiveTo !== null && day > effectiveTo)) return [];
  return [
    { field: 'assignments', problem: `Sejak ${day} tidak ada jadwal bagi pegawai yang tidak disebut tersendiri.` },
  ];
}

const TABLES = { opd: 'opds', work_unit: 'work_units', employee: 'employees' } as const;
const NOT_THERE = {
  opd: 'OPD ini tidak ada di Hadir, jadi baris ini tidak berlaku bagi siapa pun.',
  work_unit: 'Unit kerja ini tidak ada di Hadir, jadi baris ini tidak berlaku bagi siapa pun.',
  employee: 'Pegawai ini tidak ada di Hadir, jadi baris ini tidak berlaku bagi siapa pun.',
} as const;

async function unknownTargets(
  db: Reader,
  rules: readonly { readonly target: Target }[],
  name: string,
): Promise<LooseEnd[]> {
  const known = new Map<Target['kind'], ReadonlySet<string>>();
  for (const kind of ['opd', 'work_unit', 'employee'] as const) {
    const ids = rules.flatMap(({ target }) => (target.kind === kind ? [idOf(target)] : []));
    if (ids.length === 0) continue;
    const rows = await db.execute<{ id: string }>(sql`
      SELECT id::text FROM ${sql.identifier(TABLES[kind])}
      WHERE id::text IN (SELECT json_array_elements_text(${JSON.stringify([...new Set(ids)])}::text::json))`);
    known.set(kind, new Set(rows.map(({ id }) => id)));
  }
  return rules.flatMap(({ target }, index) => {
    const id = idOf(target);
    if (target.kind === 'everybody' || id === null || known.get(target.kind)?.has(id)) return [];
    return [{ field: `${name}.${index}.target`, problem: NOT_THERE[target.kind] }];
  });
}

/** A shift that a duty list names and no schedule knows any more is a day off without anybody's having said so. */
async function shiftsThatGo(
  db: Reader,
  { effectiveFrom, effectiveTo, document }: EditionOf<'schedules'>,
): Promise<LooseEnd[]> {
  const codes = document.schedules.flatMap(({ pattern }) =>
    pattern.kind === 'rota' ? Object.keys(pattern.shifts) : [],
  );
  const rows = await db.execute<{ shift: string; times: number }>(sql`
    SELECT shift, count(*)::int AS times FROM duty_lists
    WHERE day >= ${effectiveFrom}::date AND (${effectiveTo}::date IS NULL OR day <= ${effectiveTo}::date)
      AND shift NOT IN (SELECT json_array_elements_text(${JSON.stringify(codes)}::text::json))
    GROUP BY shift ORDER BY shift`);
  return rows.map(({ shift, times }) => ({
    field: 'schedules',
    problem: `Daftar jaga memakai sif "${shift}" ${times} kali sejak hari itu, dan sif itu tidak ada di sini: hari-hari itu menjadi libur.`,
  }));
}
