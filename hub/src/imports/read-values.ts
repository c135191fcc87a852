import { parseNip } from '@hadir/shared/people/nip';
import { nipMessages } from '../employees/nip-messages.ts';
import type { RawCell } from './raw-table.ts';

type ValueOutcome =
  | { readonly ok: true; readonly value: string | number }
  | { readonly ok: false; readonly problem: string };

/** Reads one cell that is not empty. */
export type ValueReader = (cell: Exclude<RawCell, null>) => ValueOutcome;

const bad = (problem: string): ValueOutcome => ({ ok: false, problem });
const good = (value: string | number): ValueOutcome => ({ ok: true, value });

/** What a spreadsheet would take for a formula, and no telephone number is. */
const FORMULA = /^([=@＝＠＋－]|[+-](?![\d\s().-]*$))/u;

/** @param most characters */
export function textValue(most: number): ValueReader {
  return (cell) => {
    if (typeof cell === 'boolean' || typeof cell === 'object') return bad('Isi dengan teks.');
    // Our own tables put an apostrophe before what spreadsheets would take for a formula.
    const text = String(cell)
      .trim()
      .replace(/^'(?=[=+\-@])/, '');
    if (text.length > most) return bad(`Terlalu panjang: paling banyak ${most} huruf.`);
    if (/[^\P{Cc}\t\n\r]/u.test(text)) return bad('Berisi huruf yang tidak terlihat. Ketik ulang.');
    if (FORMULA.test(text)) return bad('Diawali =, +, -, atau @ seperti rumus. Hapus tanda itu.');
    return good(text.replace(/\s+/g, ' '));
  };
}

const SCIENTIFIC = /^\d([.,]\d+)?e\+?\d+$/i;
const DIGITS_LOST =
  'NIP terbaca sebagai angka, sehingga digit terakhirnya sudah hilang. Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP-nya dari sumbernya.';
const ZEROS_AT_END =
  'NIP berakhir 000: nomor urut tidak pernah 000, dan Excel membuatnya 000 bila NIP dibaca sebagai angka. Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP-nya dari sumbernya.';

export const nipValue: ValueReader = (cell) => {
  if (typeof cell === 'number') return bad(DIGITS_LOST);
  if (typeof cell !== 'string') return bad('Isi dengan NIP 18 angka sebagai teks.');
  if (SCIENTIFIC.test(cell.trim())) return bad(DIGITS_LOST);
  const nip = parseNip(cell.replace(/^'/, ''));
  if (nip.ok) return good(nip.value.nip);
  return bad(nip.problem === 'serial-000' ? ZEROS_AT_END : nipMessages[nip.problem]);
};

/** A telephone number in its national form; a spreadsheet that took it for a number lost the zero before it. */
export const phoneValue: ValueReader = (cell) => {
  const text = typeof cell === 'number' || typeof cell === 'string' ? String(cell) : '';
  const plain = text.replace(/^'/, '').replace(/[\s().-]/g, '');
  const mobile = /^(?:\+?62|0)?(8\d{7,12})$/.exec(plain);
  if (mobile) return good(`0${mobile[1]}`);
  return /^\+?\d{6,15}$/.test(plain) ? good(plain) : bad('Tulis nomor telepon seperti 081234567890.');
};

export const emailValue: ValueReader = (cell) => {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const isAddress = text.length <= 200 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
  return isAddress ? good(text) : bad('Tulis alamat surel seperti nama@contoh.go.id.');
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'mei', 'jun', 'jul', 'agu', 'sep', 'okt', 'nov', 'des'];
const MONTH_NAMES = [
  'januari',
  'februari',
  'maret',
  'april',
  'mei',
  'juni',
  'juli',
  'agustus',
  'september',
  'oktober',
  'november',
  'desember',
];
const HOW_TO_DATE = 'Tulis tanggal sebagai 31/12/2026 (tanggal/bulan/tahun) atau 2026-12-31.';
/** Day 0 of the numbers by which spreadsheets count days. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A day: as a date cell, as the number behind one, or as text. @returns YYYY-MM-DD */
export const dayValue: ValueReader = (cell) => {
  if (typeof cell === 'number') return serialDay(cell);
  if (typeof cell === 'object') return cell.kind === 'date' ? checkedDay(cell.day) : bad(HOW_TO_DATE);
  if (typeof cell === 'boolean') return bad(HOW_TO_DATE);
  const text = cell.trim();
  if (/^\d{5}$/.test(text)) return serialDay(Number(text));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})([T ]00:00(:00(\.0+)?)?Z?)?$/.exec(text);
  if (iso) return checkedDay(dayOf(iso[1], iso[2], iso[3]));
  const usual = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (usual) return checkedDay(dayOf(usual[3], usual[2], usual[1]));
  const words = /^(\d{1,2})[\s-]+([A-Za-z]+)\.?[\s-]+(\d{4})$/.exec(text);
  const month = monthNumber(words?.[2]);
  return month > 0 ? checkedDay(dayOf(words?.[3], String(month), words?.[1])) : bad(HOW_TO_DATE);
};

/** @param serial days since 30 December 1899; what is behind the point is the time of day */
function serialDay(serial: number): ValueOutcome {
  if (!(serial >= 15_000 && serial < 80_000)) return bad(HOW_TO_DATE);
  return checkedDay(new Date(SERIAL_ZERO + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10));
}

/** @returns 1 to 12; 0 for what is no month's name, whole or of three letters. */
function monthNumber(name = ''): number {
  const lower = name.toLowerCase();
  return Math.max(MONTHS.indexOf(lower), MONTH_NAMES.indexOf(lower)) + 1;
}

function dayOf(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function checkedDay(day: string): ValueOutcome {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day))
    return bad(`Tanggal ini tidak ada di kalender. ${HOW_TO_DATE}`);
  if (day < '1940-01-01' || day > '2099-12-31') return bad(`Tahunnya tidak masuk akal. ${HOW_TO_DATE}`);
  return good(day);
}

/** @returns YYYY-MM */
export const monthValue: ValueReader = (cell) => {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const iso = /^(20\d{2})-(\d{1,2})$/.exec(text);
  const usual = /^(\d{1,2})[/.-](20\d{2})$/.exec(text);
  const words = /^([A-Za-z]+)\s+(20\d{2})$/.exec(text);
  const named = monthNumber(words?.[1]);
  const [year, month] = iso
    ? [iso[1], iso[2]]
    : usual
      ? [usual[2], usual[1]]
      : named > 0
        ? [words?.[2], String(named)]
        : [];
  const day = year === undefined ? dayValue(cell) : checkedDay(dayOf(year, month, '1'));
  return day.ok ? good(String(day.value).slice(0, 7)) : bad('Tulis bulan sebagai 07/2026 atau 2026-07.');
};

/** A whole number, with or without dots between thousands and "Rp" before it. */
export function wholeValue(least: number, most: number): ValueReader {
  return (cell) => {
    const text = typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? cell.trim() : '';
    const plain = text.replace(/^Rp\.?\s*/i, '').replace(/,00?$/, '');
    if (!/^\d+$/.test(plain) && !/^\d{1,3}(\.\d{3})+$/.test(plain))
      return bad('Isi dengan bilangan bulat, tanpa pecahan.');
    const number = Number(plain.replaceAll('.', ''));
    if (number < least || number > most)
      return bad(`Harus antara ${least.toLocaleString('id-ID')} dan ${most.toLocaleString('id-ID')}.`);
    return good(number);
  };
}

/** One of several words. @param words as people write them, in lower case → what they mean */
export function choiceValue(words: Readonly<Record<string, string>>): ValueReader {
  return (cell) => {
    const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim().toLowerCase() : '';
    const value = words[text];
    return value === undefined ? bad(`Pilih salah satu: ${Object.keys(words).join(', ')}.`) : good(value);
  };
}

/** A code of a policy. */
export const codeValue: ValueReader = (cell) => {
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(text) ? good(text) : bad('Isi dengan kode dari lembar Petunjuk.');
};
