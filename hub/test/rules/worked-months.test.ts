import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { describe, expect, it } from 'vitest';
import { calculateTpp } from '../../src/rules/tpp/calculate-tpp.ts';
import { correctMonth, freezeMonth, settledResult } from '../../src/rules/tpp/frozen-month.ts';
import { exampleEdition } from './example-policies.ts';
import { makeMonth, makeVerdicts, officeDays } from './make-month.ts';
import { type Row, readMarkdownTable, wordsOf } from './read-markdown-table.ts';

const policy = exampleEdition('tpp').document;
const rupiah = (text: string) => Number(text.replaceAll('.', ''));

describe('the table of TPP in docs/rules.md', () => {
  it.each(named('Tabel TPP'))('%s', (_, row) => {
    const result = calculate(row);
    expect({
      percent: result.attendancePercent.replace('.', ','),
      performance: result.performance,
      attendance: result.attendance,
      total: result.total,
      freezable: result.open.length === 0 ? 'ya' : 'tidak',
    }).toEqual({
      percent: row('Potongan'),
      performance: rupiah(row('Kinerja')),
      attendance: rupiah(row('Kehadiran')),
      total: rupiah(row('TPP')),
      freezable: row('Boleh dibekukan'),
    });
    expect(result.lines.reduce((sum, line) => sum + line.rupiah, result.total)).toBe(result.base);
  });
});

describe('the table of frozen months in docs/rules.md', () => {
  it.each(named('Tabel bulan beku'))('%s', (_, row) => {
    const of = (column: string) => {
      const open = row(column) === 'BL';
      const verdicts = makeVerdicts(open ? [] : wordsOf(row(column)));
      return calculateTpp(makeMonth(open ? withOpenDay(verdicts) : verdicts), policy);
    };
    const frozen = freezeMonth(of('Beku'), 'bendahara', '2026-08-03T02:00:00.000Z');
    if (!frozen.ok) throw new Error('The month of the example cannot be frozen.');
    const by = { proposedBy: row('Pengusul'), approvedBy: row('Penyetuju') };
    const correction = { id: row('No'), reason: row('Alasan'), ...by, at: '2026-08-10T02:00:00.000Z' };
    const outcome = correctMonth(frozen.month, of('Menjadi'), correction);
    const after = outcome.ok ? outcome.month : frozen.month;
    expect({
      outcome: outcome.ok ? 'diterima' : outcome.problem,
      difference: after.corrections.at(-1)?.difference ?? 0,
      total: settledResult(after).total,
    }).toEqual({ outcome: row('Hasil'), difference: rupiah(row('Selisih')), total: rupiah(row('Berlaku')) });
    expect(after.result).toEqual(of('Beku'));
  });
});

function named(heading: string) {
  return readMarkdownTable(heading).map((row) => [`${row('No')} ${row('Keadaan')}`, row] as const);
}

const withOpenDay = (verdicts: ReturnType<typeof makeVerdicts>) =>
  verdicts.map((verdict) =>
    verdict.day === officeDays[0] ? { ...verdict, status: 'incomplete' as const, final: false } : verdict,
  );

function calculate(row: Row) {
  const other = row('Lain');
  const verdicts = makeVerdicts(wordsOf(row('Kejadian')), other === 'uji coba' ? 'trial' : 'live');
  const [, moved, rupiahAfter] = /^mutasi (\d+)=(.+)$/.exec(other) ?? [];
  const [, factor] = /^hukuman (\d+)$/.exec(other) ?? [];
  const facts = makeMonth(other === 'BL' ? withOpenDay(verdicts) : verdicts, {
    employeeKind: other === 'PPPK' ? 'PPPK' : 'PNS',
    bases: [
      { from: '2026-01-01', rupiah: rupiah(row('B')) },
      ...(rupiahAfter === undefined ? [] : [{ from: `2026-07-${moved}`, rupiah: rupiah(rupiahAfter) }]),
    ],
    rating: row('rPK') === 'none' ? null : { code: row('rPK'), approvals: ['atasan'] },
    missedApel: officeDays
      .slice(0, Number(row('Apel')))
      .map((day) => ({ day, id: `apel-${day}`, approvals: ['operator'] })),
    manipulation: other === 'manipulasi' ? [{ id: 'LHP-1', approvals: ['inspektorat'] }] : [],
    sanctions: factor === undefined ? [] : [{ id: 'SK-1', tppFactor: factor, clause: 'Contoh', approvals: ['PPK'] }],
  });
  return calculateTpp(facts, variantOf(other));
}

function variantOf(other: string): TppDocument {
  const [, kind = '', percent = '0'] = /^tarif (\w+) (\d+)$/.exec(other) ?? [];
  return {
    ...policy,
    ratesApplyTo: other === 'dasar seluruhnya' ? 'whole_base' : policy.ratesApplyTo,
    absenceCutsPerformance: other === 'kinerja ikut',
    leaveRates: kind === '' ? policy.leaveRates : { [kind]: { percent, clause: 'Contoh' } },
  };
}
