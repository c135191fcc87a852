import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { EditionProblem } from '../rules/policy/find-edition-problems.ts';

/**
 * Lines of one edition that contradict each other, or name nobody: the rules would take one of them without saying so.
 * Asked before an edition is proposed; what is in force already is read as it was.
 */
export function findAmbiguities(edition: PolicyEdition): EditionProblem[] {
  switch (edition.kind) {
    case 'assignments': {
      const { assignments } = edition.document;
      return [
        ...namesNobody(assignments, '/document/assignments'),
        ...repeated(
          assignments.map(({ target, from }) => `${JSON.stringify(inOrder(target))} ${from}`),
          (index) => `/document/assignments/${index}/from`,
          (first) => `Sasaran dan hari pertamanya sama dengan baris ${first + 1}. Hapus salah satunya.`,
        ),
      ];
    }
    case 'rollout': {
      const { phases } = edition.document;
      return [
        ...namesNobody(phases, '/document/phases'),
        ...repeated(
          phases.map(({ target }) => JSON.stringify(inOrder(target))),
          (index) => `/document/phases/${index}/target`,
          (first) => `Sasarannya sama dengan baris ${first + 1}. Hapus salah satunya.`,
        ),
      ];
    }
    case 'calendar': {
      const { days, ramadan, year } = edition.document;
      const outside = ramadan.flatMap(({ from, to }, index) =>
        [from, to].some((day) => Number(day.slice(0, 4)) === year)
          ? []
          : [{ field: `/document/ramadan/${index}/from`, problem: 'Di luar tahunnya.' }],
      );
      const longest = ramadan.flatMap(({ from, to }, index) =>
        Date.parse(to) - Date.parse(from) >= 30 * 86_400_000
          ? [{ field: `/document/ramadan/${index}/to`, problem: 'Ramadan paling lama 30 hari.' }]
          : [],
      );
      return [
        ...repeated(
          days.map(({ day }) => day),
          (index) => `/document/days/${index}/day`,
          (first) => `Tanggal ini sudah ada di baris ${first + 1}. Hapus salah satunya.`,
        ),
        ...outside,
        ...longest,
      ];
    }
    case 'discipline':
      return [
        ...repeatedCodes(edition.document.PNS.steps, 'PNS/steps'),
        ...repeatedCodes(edition.document.PPPK.steps, 'PPPK/steps'),
        ...repeatedCodes(edition.document.procedure, 'procedure'),
      ];
    default:
      return [];
  }
}

type Aimed = Extract<PolicyEdition, { kind: 'assignments' }>['document']['assignments'][number]['target'];

function namesNobody(rules: readonly { readonly target: Aimed }[], field: string): EditionProblem[] {
  return rules.flatMap(({ target }, index) =>
    idOf(target) === ''
      ? [{ field: `${field}/${index}/target`, problem: 'Pilih OPD, unit kerja, atau pegawainya.' }]
      : [],
  );
}

/** @returns null for everybody. */
export function idOf(target: Aimed): string | null {
  switch (target.kind) {
    case 'everybody':
      return null;
    case 'opd':
      return target.opd;
    case 'work_unit':
      return target.workUnit;
    case 'employee':
      return target.employee;
  }
}

function inOrder(target: Aimed): [string, string | null] {
  return [target.kind, idOf(target)];
}

function repeatedCodes(entries: readonly { readonly code: string }[], name: string): EditionProblem[] {
  return repeated(
    entries.map(({ code }) => code),
    (index) => `/document/${name}/${index}/code`,
    (first) => `Kode ini sudah dipakai butir ${first + 1}. Ganti salah satunya.`,
  );
}

function repeated(
  keys: readonly string[],
  field: (index: number) => string,
  problem: (first: number) => string,
): EditionProblem[] {
  const seen = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first === undefined ? [] : [{ field: field(index), problem: problem(first) }];
  });
}
