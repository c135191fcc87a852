import type { Deadline } from '@hadir/shared/api/policies/policy-terms';
import type { RequestPreview, RequestSubject } from '@hadir/shared/api/requests';
import { isCalendarDay } from '@hadir/shared/time/calendar-day';
import { clockMinutes } from '../rules/day/clock-minutes.ts';
import { addDays, deadlineAfter } from '../rules/discipline/working-days.ts';
import { addMonths } from '../rules/leave/add-months.ts';
import type { Absence, RequestFacts } from './request-facts.ts';
import { CORRECTION_NAMES } from './request-options.ts';
import { type SeenTimes, seenTimes } from './seen-times.ts';

export type RequestProblem = RequestPreview['problems'][number];
type Say = (field: string, code: string, message: string) => void;

/** No request is longer than this; what is longer is several decisions. */
const LONGEST_DAYS = 1500;
/** Nobody asks for what lies further ahead. */
const FURTHEST_AHEAD_DAYS = 400;

/** @returns every reason why this cannot be handed in, in Bahasa Indonesia; none where it can. */
export function examineRequest(facts: RequestFacts): RequestProblem[] {
  const problems: RequestProblem[] = [];
  const say: Say = (field, code, message) => problems.push({ field, code, message });
  const { wanted, employee, today } = facts;
  const { subject, from, to } = wanted;
  if (!employee.active) say('employee', 'employee-unknown', 'Pegawai ini tidak aktif.');
  for (const [field, day] of Object.entries({ from, to }))
    if (!isCalendarDay(day)) say(field, 'no-such-day', 'Tanggal ini tidak ada di kalender.');
  if (problems.length > 0) return problems;
  if (to < from) {
    say('to', 'range-reversed', 'Hari terakhir mendahului hari pertama.');
    return problems;
  }
  if (addDays(from, LONGEST_DAYS) < to) {
    say('to', 'range-too-long', `Paling lama ${LONGEST_DAYS} hari dalam satu permohonan.`);
    return problems;
  }
  if (from > addDays(today, FURTHEST_AHEAD_DAYS)) say('from', 'too-far-ahead', 'Terlalu jauh ke depan.');
  if (subject.kind === 'absence') examineAbsence(facts, subject, say);
  else examineCorrection(facts, subject, say);
  if (wanted.reason.trim().length < 3) say('reason', 'reason-missing', 'Tuliskan alasannya, sedikitnya 3 huruf.');
  for (const { title, from: first, to: last, state } of facts.overlaps)
    say(
      'from',
      'overlapping',
      `Bertindih dengan ${title} ${first === last ? first : `${first} sampai ${last}`} (${STATE_WORDS[state] ?? state}). Batalkan yang itu, atau ubah tanggalnya.`,
    );
  return problems;
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  submitted: 'sudah diajukan',
  endorsed: 'disetujui atasan',
  verified: 'sudah disetujui',
};

/** @returns what evidence the request needs. */
export function evidenceNeeded({ wanted, leave, policy, occasion }: RequestFacts): RequestPreview['evidence'] {
  const { subject } = wanted;
  if (subject.kind !== 'absence') return policy.corrections[subject.kind].evidence;
  if (leave === null) return 'none';
  const over = leave.stricterEvidenceOverDays;
  return over !== null && calendarDays(occasion.from, occasion.to) > over ? 'strict' : leave.evidence;
}

export function calendarDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** @returns last day on which it can be handed in; null for no limit. */
export function handInBy({ wanted, leave, policy, isOfficeDay }: RequestFacts): string | null {
  const { subject, from, to } = wanted;
  const within: Deadline | null =
    subject.kind === 'absence' ? (leave?.backDating ?? null) : policy.corrections[subject.kind].within;
  return within === null ? null : deadlineAfter(subject.kind === 'absence' ? from : to, within, isOfficeDay);
}

function examineAbsence(facts: RequestFacts, subject: Absence, say: Say): void {
  const { wanted, leave, employee, halves, today } = facts;
  const { from, to } = wanted;
  if (leave === null) {
    say('subject', 'kind-unknown', 'Jenis ini tidak ada dalam kebijakan yang berlaku pada hari itu.');
    return;
  }
  if (!leave.forKinds.includes(employee.kind))
    say('subject', 'kind-not-for-you', `${leave.name} tidak berlaku bagi ${employee.kind}.`);
  if (subject.part !== 'day') {
    if (!leave.partDay) say('subject', 'no-part-days', `${leave.name} hanya untuk sehari penuh.`);
    if (from !== to) say('to', 'part-of-one-day', 'Sebagian hari hanya untuk satu tanggal. Ajukan per hari.');
    if (typeof subject.part === 'object' && clockMinutes(subject.part.from) === clockMinutes(subject.part.to))
      say('subject', 'no-time', 'Jam mulai dan jam selesai sama.');
  }
  const { order } = subject;
  if (leave.status === 'duty' && (order === null || Object.values(order).some((value) => value.trim() === '')))
    say('subject', 'order-missing', 'Isi nomor, tanggal, dasar, maksud, tempat, dan penanda tangan Surat Tugas.');
  if (order !== null && !isCalendarDay(order.date))
    say('subject', 'no-such-day', 'Tanggal Surat Tugas tidak ada di kalender.');
  if (facts.entitledFrom !== null && from < facts.entitledFrom)
    say('from', 'not-entitled-yet', `${leave.name} baru dapat diambil mulai ${facts.entitledFrom} menurut masa kerja.`);
  if (halves === 0) say('from', 'no-working-day', 'Tidak ada hari kerja pada tanggal itu, jadi tidak perlu diajukan.');
  if (halves === null)
    say('from', 'no-schedule', 'Jadwal kerja pada tanggal itu belum ditetapkan. Hubungi BKD sebelum mengajukan.');
  examineQuota(facts, say);
  examineEvidence(facts, say);
  examineDeadline(facts, today, leave.name, say);
}

function examineQuota({ leave, halves, balances, months, occasion }: RequestFacts, say: Say): void {
  if (leave === null || halves === null) return;
  const exceeded = (message: string) => say('to', 'quota-exceeded', message);
  const { days, per } = leave.quota;
  for (const { year, before, after, halves: asked } of balances)
    if (asked > 0 && after.left < 0)
      exceeded(
        `${leave.name} tahun ${year} tersisa ${inDays(after.left + asked)} hari kerja, yang diminta ${inDays(asked)}.`,
      );
    else if (after.left < 0 && after.left < before.left)
      exceeded(
        `Sisa yang dibawa ke tahun ${year} sudah dipakai: ${leave.name} tahun itu menjadi kurang ${inDays(-after.left)} hari.`,
      );
  if (days !== null && per === 'month')
    for (const { month, halves: known, wanted } of months)
      if (known + wanted > days * 2)
        exceeded(
          `${leave.name} paling banyak ${days} hari sebulan; bulan ${month} sudah ${inDays(known)}, yang diminta ${inDays(wanted)}.`,
        );
  const joined = occasion.otherHalves > 0 ? ` Yang menyambung dihitung sejak ${occasion.from}.` : '';
  if (days !== null && per === 'occasion' && halves + occasion.otherHalves > days * 2)
    exceeded(`${leave.name} paling lama ${days} hari kerja sekali ambil.${joined}`);
  if (leave.quota.months === null) return;
  const end = addDays(addMonths(occasion.from, leave.quota.months), -1);
  if (occasion.to > end) exceeded(`${leave.name} paling lama ${leave.quota.months} bulan, sampai ${end}.${joined}`);
}

function inDays(halves: number): string {
  return (halves / 2).toLocaleString('id-ID');
}

function examineEvidence(facts: RequestFacts, say: Say): void {
  const needed = evidenceNeeded(facts);
  const { count, strict } = facts.files;
  if (count > facts.policy.files.count)
    say('files', 'too-many-files', `Paling banyak ${facts.policy.files.count} berkas.`);
  if (needed === 'strict' && strict === 0)
    say(
      'files',
      'strict-evidence-missing',
      `Lebih dari ${facts.leave?.stricterEvidenceOverDays} hari: lampirkan surat dari dokter pemerintah, dan tandai demikian.`,
    );
  if (needed === 'required' && count === 0) say('files', 'evidence-missing', 'Lampirkan dokumen pendukungnya.');
}

function examineDeadline(facts: RequestFacts, today: string, name: string, say: Say): void {
  const by = handInBy(facts);
  if (by !== null && today > by && !facts.byBkd)
    say('from', 'too-late', `${name} untuk hari itu paling lambat diajukan ${by}. Minta BKD bila ada alasan kuat.`);
}

function examineCorrection(facts: RequestFacts, subject: Exclude<RequestSubject, Absence>, say: Say): void {
  const { wanted, policy, today, sameInMonth } = facts;
  const name = CORRECTION_NAMES[subject.kind];
  if (wanted.from !== wanted.to) say('to', 'one-day-only', `${name} hanya untuk satu hari.`);
  if (wanted.from > today) say('from', 'day-to-come', 'Hari ini belum terjadi.');
  const { perMonth } = policy.corrections[subject.kind];
  if (perMonth !== null && sameInMonth >= perMonth)
    say('subject', 'too-many-in-month', `${name} paling banyak ${perMonth} kali sebulan.`);
  const what = subject.kind === 'objection' ? subject.remedy : subject;
  const times = seenTimes(subject);
  if (times !== null) examineTimes(times, facts.timesAhead && wanted.from <= today, say);
  if (what.kind === 'void' && !facts.entryKnown)
    say('subject', 'entry-unknown', 'Catatan ini bukan catatan Anda pada hari itu.');
  if (subject.kind === 'forgotten' && policy.forgottenNeedsWitness === true && facts.witness === 'none')
    say('subject', 'witness-missing', 'Pilih rekan yang melihat Anda sebagai saksi.');
  if (facts.witness === 'self') say('subject', 'witness-self', 'Saksi harus orang lain.');
  if (facts.witness === 'unknown') say('subject', 'witness-unknown', 'Saksi ini bukan pegawai aktif.');
  examineEvidence(facts, say);
  examineDeadline(facts, today, name, say);
}

/** Whoever leaves before he comes has mistaken one of the two, or works over midnight. */
function examineTimes({ arrival, departure, departureNextDay }: SeenTimes, ahead: boolean, say: Say): void {
  if (arrival === null && departure === null)
    say('subject', 'time-missing', 'Isi jam datang, jam pulang, atau keduanya.');
  if (ahead) say('subject', 'time-to-come', 'Jam yang diisi belum terjadi. Isi jam yang sudah lewat saja.');
  if (arrival === null || departure === null) return;
  const [came, left] = [clockMinutes(arrival), clockMinutes(departure)];
  if (!departureNextDay && left <= came)
    say(
      'subject',
      'times-reversed',
      'Jam pulang mendahului jam datang. Bila pulang pada hari berikutnya (sif malam), tandai demikian.',
    );
  if (departureNextDay && left > came)
    say('subject', 'times-too-far-apart', 'Antara datang dan pulang lebih dari 24 jam. Periksa jamnya.');
}
