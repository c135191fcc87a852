import type { ImportColumn } from './import-spec.ts';
import { choiceValue, dayValue, nipValue, textValue, type ValueReader, wholeValue } from './read-values.ts';

/** Golongan of a PNS or of a PPPK. */
const rankValue: ValueReader = (cell) => {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const pns = /^(IV|I{1,3})\s*[/.]?\s*([a-e])$/i.exec(text);
  if (pns) return { ok: true, value: `${(pns[1] ?? '').toUpperCase()}/${(pns[2] ?? '').toLowerCase()}` } as const;
  if (/^(X{0,1}(IX|IV|V?I{0,3}))$/i.test(text) && text !== '') return { ok: true, value: text.toUpperCase() } as const;
  return { ok: false, problem: 'Tulis golongan seperti III/c (PNS) atau IX (PPPK).' } as const;
};

export const POSTING_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'nip',
    title: 'NIP',
    aliases: ['nip baru'],
    required: true,
    read: nipValue,
    help: '18 angka; format kolom harus Teks.',
    examples: ['19850312 201001 1 001', '199001012015032002'],
  },
  {
    key: 'from',
    title: 'Mulai',
    aliases: ['tmt', 'mulai tanggal'],
    required: true,
    read: dayValue,
    help: 'Hari pertama penempatan ini.',
    examples: ['01/07/2026', '16/07/2026'],
  },
  {
    key: 'opd',
    title: 'OPD',
    aliases: ['perangkat daerah'],
    required: true,
    read: textValue(200),
    help: 'Nama OPD persis seperti di Hadir.',
    examples: ['Dinas Contoh', 'Badan Contoh'],
  },
  {
    key: 'workUnit',
    title: 'Unit kerja',
    aliases: ['unit'],
    required: false,
    read: textValue(200),
    help: 'Bagian dari OPD itu; harus sudah ada di Hadir.',
    examples: ['Bidang Contoh', ''],
  },
  {
    key: 'position',
    title: 'Jabatan',
    aliases: ['nama jabatan'],
    required: false,
    read: textValue(200),
    help: 'Nama jabatan.',
    examples: ['Analis Kebijakan', ''],
  },
  {
    key: 'rank',
    title: 'Golongan',
    aliases: ['gol', 'gol.', 'golongan ruang'],
    required: false,
    read: rankValue,
    help: 'PNS: III/c; PPPK: IX.',
    examples: ['III/c', 'IX'],
  },
  {
    key: 'positionKind',
    title: 'Jenis jabatan',
    aliases: [],
    required: false,
    read: choiceValue({ struktural: 'structural', fungsional: 'functional', pelaksana: 'executive' }),
    help: 'struktural, fungsional, atau pelaksana.',
    examples: ['fungsional', ''],
  },
  {
    key: 'echelon',
    title: 'Eselon',
    aliases: [],
    required: false,
    read: textValue(10),
    help: 'Untuk jabatan struktural, misalnya III.a.',
    examples: ['', ''],
  },
  {
    key: 'superior',
    title: 'NIP atasan',
    aliases: ['atasan', 'atasan langsung', 'nip atasan langsung'],
    required: false,
    read: nipValue,
    help: 'Atasan langsung bila bukan kepala OPD.',
    examples: ['197001011995031001', ''],
  },
  {
    key: 'baseTpp',
    title: 'Dasar TPP',
    aliases: ['tpp', 'besaran tpp', 'basis tpp'],
    required: false,
    read: wholeValue(0, 1_000_000_000),
    help: 'Rupiah penuh sebulan.',
    examples: ['5.000.000', '4500000'],
  },
];
