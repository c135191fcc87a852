import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/rules/discipline/working-days.ts';
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
      outcome: outcome.ok ? 'diterima' : REFUSED[outcome.problem],
      difference: after.corrections.at(-1)?.difference ?? 0,
      total: settledResult(after).total,
    }).toEqual({ outcome: row('Hasil'), difference: rupiah(row('Selisih')), total: rupiah(row('Berlaku')) });
    expect(after.result).toEqual(of('Beku'));
  });
});

const REFUSED = {
  'another-month': 'ditolak: bulan lain',
  'no-reason': 'ditolak: tanpa alasan',
  'no-second-person': 'ditolak: orang yang sama',
  'still-open': 'ditolak: bukti belum lengkap',
  'no-change': 'ditolak: tidak ada yang berubah',
} as const;

function named(heading: string) {
  return readMarkdownTable(heading).map((row) => [`${row('No')} ${row('Keadaan')}`, row] as const);
}

const dayBefore = (number = '') => addDays(`2026-07-${number}`, -1);
const dayAfter = (number = '') => addDays(`2026-07-${number}`, 1);

const withOpenDay = (verdicts: ReturnType<typeof makeVerdicts>) =>
  verdicts.map((verdict) =>
    verdict.day === officeDays[0] ? { ...verdict, status: 'incomplete' as const, final: false } : verdict,
  );

function calculate(row: Row) {
  const others = wordsOf(row('Lain'), ';');
  const value = (word: string) =>
    others.flatMap((each) => (each.startsWith(`${word} `) ? [each.slice(word.length + 1)] : []));
  const [moved, rupiahAfter = ''] = (value('mutasi')[0] ?? '').split('=');
  const [begins, ends, live] = [value('mulai')[0], value('berhenti')[0], value('berlaku')[0]];
  const judged = makeVerdicts(wordsOf(row('Kejadian')), others.includes('uji coba') ? 'trial' : 'live').map(
    (verdict) =>
      live !== undefined && verdict.day < `2026-07-${live}` ? { ...verdict, phase: 'trial' as const } : verdict,
  );
  const verdicts = others.includes('BL') ? withOpenDay(judged) : judged;
  const [left, back] = (value('keluar')[0] ?? '').split('–');
  const away = (day: string) =>
    left !== undefined && back !== undefined && `2026-07-${left}` <= day && day <= `2026-07-${back}`;
  const inService = { from: begins ? `2026-07-${begins}` : null, to: ends ? `2026-07-${ends}` : null };
  const facts = makeMonth(
    verdicts.filter(({ day }) => !away(day) && (inService.from ?? day) <= day && day <= (inService.to ?? day)),
    {
      employeeKind: row('Lain').includes('PPPK') ? 'PPPK' : 'PNS',
      bases: [
        { from: inService.from ?? '2026-01-01', rupiah: rupiah(row('B')), ...(back ? { to: dayBefore(left) } : {}) },
        ...(back ? [{ from: dayAfter(back), to: null, rupiah: rupiah(row('B')) }] : []),
        ...(moved ? [{ from: `2026-07-${moved}`, rupiah: rupiah(rupiahAfter) }] : []),
      ],
      rating: row('rPK') === 'none' ? null : { code: row('rPK'), approvals: ['atasan'] },
      inService,
      missedApel: officeDays
        .slice(0, Number(row('Apel')))
        .map((day) => ({ day, id: `apel-${day}`, approvals: ['operator'] })),
      manipulation: others.includes('manipulasi') ? [{ id: 'LHP-1', approvals: ['inspektorat'] }] : [],
      sanctions: value('hukuman').map((tppFactor) => ({
        id: `SK-${tppFactor}`,
        tppFactor,
        clause: 'Contoh',
        approvals: ['PPK'],
      })),
    },
  );
  return calculateTpp(facts, variantOf(others, value));
}

function variantOf(others: readonly string[], value: (word: string) => string[]): TppDocument {
  const [kind, percent = '0'] = (value('tarif')[0] ?? '').split(' ');
  const [first, last] = [others.includes('hari pertama'), others.includes('hari terakhir')];
  return {
    ...policy,
    ratesApplyTo: others.includes('dasar seluruhnya') ? 'whole_base' : policy.ratesApplyTo,
    absenceCutsPerformance: others.includes('kinerja ikut'),
    leaveRates: kind ? { [kind]: { percent, clause: 'Contoh' } } : policy.leaveRates,
    baseOfMonth: first ? 'first_day' : last ? 'last_day' : policy.baseOfMonth,
    shareOfBase: { PNS: '100', PPPK: value('PPPK')[0] ?? '100' },
    rounding: others.includes('ke atas') ? 'half_up' : 'down',
  };
}
