import { describe, expect, it } from 'vitest';
import { countAbsences } from '../../src/rules/discipline/count-absences.ts';
import { followClarification } from '../../src/rules/discipline/follow-clarification.ts';
import { proposeSanction } from '../../src/rules/discipline/propose-sanction.ts';
import { proposeSuperiorCase } from '../../src/rules/discipline/propose-superior-case.ts';
import { scheduleCase } from '../../src/rules/discipline/schedule-case.ts';
import { addDays } from '../../src/rules/discipline/working-days.ts';
import { exampleBook, exampleEdition } from './example-policies.ts';
import { makeAbsence, makeEvent, makeVerdict } from './make-verdict.ts';
import { type Row, readMarkdownTable, wordsOf } from './read-markdown-table.ts';

const policy = exampleEdition('discipline').document;
const isOfficeDay = (day: string) => exampleBook.isOfficeDay(day);
const orNull = (cell: string) => (cell === '' ? null : cell);

describe('the table of the ladder in docs/rules.md', () => {
  it.each(named('Tabel jenjang'))('%s', (_, row) => {
    const [word = '', value = ''] = row('Lain').split(' ');
    const conversion = word === 'konversi' ? { minutes: 450, clause: 'Contoh' } : null;
    const PPPK = row('Lain') === 'jenjang PNS' ? policy.PNS : policy.PPPK;
    const rules = { ...policy, PPPK, latenessMinutesPerDay: conversion };
    const employeeKind = row('Pegawai') === 'PPPK' ? 'PPPK' : 'PNS';
    const decided = word === 'diputus' ? [value] : [];
    const proposal = proposeSanction(countAbsences(verdictsOf(row), 2026, rules), employeeKind, rules, decided);
    const because = { sum: 'jumlah', 'in-a-row': 'berturut-turut' };
    expect({
      proposal: proposal.kind === 'propose' ? proposal.step.code : proposal.kind === 'none' ? '' : 'tanpa jenjang',
      because: proposal.kind === 'propose' ? because[proposal.because] : '',
      payStops: (proposal.kind === 'propose' && proposal.payStopsFrom) || '',
    }).toEqual({ proposal: row('Usulan'), because: row('Karena'), payStops: row('Gaji berhenti') });
  });
});

describe('the table of the 3/10/28 chain in docs/rules.md', () => {
  const clarification = exampleEdition('clarification', 'kutai-kartanegara').document;
  it.each(named('Tabel rantai 3/10/28'))('%s', (_, row) => {
    const run = { days: daysBetween('2026-07-06', '2026-07-10').slice(0, Number(row('TK berturut'))) };
    const record = {
      warnedOn: orNull(row('Diperingatkan')),
      clarifiedOn: orNull(row('Klarifikasi')),
      letterToOpdOn: orNull(row('Surat ke OPD')),
      actedOn: orNull(row('Tindakan')),
    };
    const state = followClarification(run, record, clarification, isOfficeDay, row('Hari ini'));
    const date = 'until' in state ? state.until : 'since' in state ? state.since : 'on' in state ? state.on : '';
    expect([CHAIN[state.kind], date]).toEqual([row('Hasil'), row('Tanggal')]);
  });
});

describe('the table of a case’s deadlines in docs/rules.md', () => {
  it.each(named('Tabel tenggat perkara'))('%s', (_, row) => {
    const recorded = wordsOf(row('Tercatat').replaceAll('tidak-perlu', 'skipped'));
    const record = Object.fromEntries(recorded.map((pair) => pair.split('=') as [string, string]));
    const schedule = scheduleCase('2026-07-06', record, policy, isOfficeDay, row('Hari ini'));
    const step = schedule.steps.find(({ step: { code } }) => code === row('Langkah'));
    const deadline = row('Langkah') === 'berlaku' ? schedule.inForceFrom : (step?.deadline ?? null);
    expect([step === undefined ? '' : STEP[step.state], deadline]).toEqual([row('Hasil'), orNull(row('Tenggat'))]);
  });
});

describe('the table of the superior’s case in docs/rules.md', () => {
  it.each(named('Tabel perkara atasan (Pasal 28)'))('%s', (_, row) => {
    const subordinate = policy.PNS.steps.find(({ code }) => code === row('Usulan bawahan'));
    if (!subordinate) throw new Error('No such step.');
    const record = {
      knownOn: '2026-07-06',
      summonedOn: orNull(row('Dipanggil')),
      examinedOn: orNull(row('Diperiksa')),
      reportedOn: orNull(row('Dilaporkan')),
    };
    const outcome = proposeSuperiorCase(subordinate, record, policy, isOfficeDay, row('Hari ini'));
    expect({
      kind: SUPERIOR[outcome.kind],
      missing: outcome.kind === 'none' ? '' : DUTY[outcome.missing],
      atLeast: outcome.kind === 'propose' ? outcome.atLeast.code : '',
      date: outcome.kind === 'propose' ? outcome.since : outcome.kind === 'await' ? outcome.until : '',
    }).toEqual({
      kind: row('Hasil'),
      missing: row('Kewajiban'),
      atLeast: row('Paling ringan'),
      date: row('Tanggal'),
    });
  });
});

const CHAIN = {
  nothing: 'belum ada',
  warn: 'peringatan',
  'await-clarification': 'menunggu klarifikasi',
  'propose-reprimand': 'usul teguran atasan',
  'await-action': 'menunggu tindakan OPD',
  'propose-superior-case': 'usul perkara atasan',
  closed: 'selesai',
} as const;
const STEP = {
  done: 'selesai',
  skipped: 'tidak perlu',
  due: 'menunggu',
  overdue: 'lewat waktu',
  later: 'belum waktunya',
} as const;
const SUPERIOR = { none: 'tidak ada', await: 'ditunggu', propose: 'usul perkara' } as const;
const DUTY = { summon: 'memanggil', examine: 'memeriksa', report: 'melaporkan' } as const;

function named(heading: string) {
  return readMarkdownTable(heading).map((row) => [`${row('No')} ${row('Keadaan')}`, row] as const);
}

/** A verdict for every day from December to December: in order, but for those that the row names. */
function verdictsOf(row: Row) {
  const [word = '', value = ''] = row('Lain').split(' ');
  const absent = absentDays(row('Hari TK'));
  const phase = row('Lain') === 'uji coba' ? ('trial' as const) : ('live' as const);
  const judged = daysBetween('2025-12-01', '2026-12-31').filter((day) => word !== 'kosong' || day !== value);
  return judged.map((day) => {
    if (!isOfficeDay(day)) return makeVerdict(day, { phase, status: 'day_off' });
    if (absent.includes(day) && word === 'setengah')
      return makeAbsence(day, { events: [makeEvent('TK', { halves: 1 })] });
    if (absent.includes(day)) return makeAbsence(day, { phase });
    if (word === 'cuti' && day === value) return makeVerdict(day, { status: 'leave' });
    if (word === 'BL' && day === value) return makeVerdict(day, { status: 'incomplete', final: false });
    if ((word === 'konversi' || word === 'menit') && day === '2026-11-02') {
      return makeVerdict(day, { status: 'late', events: [makeEvent('TL4', { minutes: Number(value) })] });
    }
    return makeVerdict(day, { phase });
  });
}

function absentDays(text: string): string[] {
  const spread = /^(\d+) berselang$/.exec(text);
  if (spread) {
    const days = daysBetween('2026-01-05', '2026-12-31').filter(isOfficeDay);
    return days.filter((_, index) => index % 2 === 0).slice(0, Number(spread[1]));
  }
  return wordsOf(text).flatMap((range) => {
    const [from = '', to = from] = range.split('..');
    return daysBetween(from, to).filter(isOfficeDay);
  });
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
