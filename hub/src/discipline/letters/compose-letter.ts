import type { NewLetter } from '@hadir/shared/api/discipline';
import type { Letterhead } from '@hadir/shared/api/letterheads';
import type { CasePolicies } from '../../rules/discipline/plan-cases.ts';
import { deadlineAfter } from '../../rules/discipline/working-days.ts';
import type { CaseRow } from '../case-record.ts';
import { longDate } from './long-date.ts';

export interface Person {
  readonly name: string;
  readonly nip: string;
  readonly position: string | null;
}

/** What stands on a letter, before it is laid out. */
export interface LetterContent {
  readonly kind: NewLetter['kind'];
  readonly heading: Pick<Letterhead, 'government' | 'office' | 'address' | 'contact'>;
  readonly number: string;
  readonly nature: NewLetter['nature'];
  readonly enclosure: string;
  readonly about: string;
  /** With its place, written out: Tenggarong, 7 Juli 2026. */
  readonly date: string;
  readonly to: readonly string[];
  readonly paragraphs: readonly string[];
  /** Written out, with their weekday. */
  readonly days: readonly string[];
  readonly basis: readonly string[];
  readonly deadline: string | null;
  readonly signatory: NewLetter['signatory'];
  /** Tembusan. */
  readonly copies: readonly string[];
}

export interface LetterFacts {
  readonly row: Pick<CaseRow, 'kind' | 'ground' | 'step'>;
  readonly letterhead: Letterhead;
  readonly opdName: string;
  readonly employee: Person;
  readonly superior: Person | null;
  /** Of a superior's case: whose case he neglected, and on how many days that rests. */
  readonly neglected: { readonly person: Person; readonly days: number } | null;
  readonly policies: CasePolicies;
}

const ABOUT: Record<NewLetter['kind'], string> = {
  teguran: 'Teguran',
  panggilan_1: 'Panggilan I untuk diperiksa',
  panggilan_2: 'Panggilan II untuk diperiksa',
  surat_opd: 'Tindak lanjut ketidakhadiran pegawai',
};

/** A letter is no decision on a sanction: it warns, summons or asks to act, and says until when. */
export function composeLetter(facts: LetterFacts, letter: NewLetter): LetterContent {
  const { row, letterhead, policies } = facts;
  const { kind, number, nature, signatory, copies = [] } = letter;
  const deadline = deadlineOf(facts, letter);
  const matter = matterOf(facts);
  const { government, office, address, contact } = letterhead;
  const bodies: Record<NewLetter['kind'], string[]> = {
    teguran:
      row.kind === 'chain'
        ? [
            `Menurut catatan kehadiran, ${matter}. Sampai batas waktu yang diberikan belum diterima klarifikasi.`,
            'Saudara selaku atasan langsung ditegur agar segera memanggil yang bersangkutan, memeriksa alasannya, dan melaporkan tindak lanjutnya.',
            'Surat teguran ini bukan keputusan hukuman disiplin.',
          ]
        : [
            `Menurut catatan kehadiran, ${matter}.`,
            row.kind === 'superior'
              ? 'Saudara ditegur agar segera memanggil, memeriksa, dan melaporkan bawahan tersebut.'
              : 'Saudara ditegur agar mematuhi ketentuan jam kerja dan segera menyampaikan klarifikasi tertulis beserta buktinya.',
            'Surat teguran ini bukan keputusan hukuman disiplin.',
          ],
    panggilan_1: [summons(letter, 'pertama'), `Pemeriksaan menyangkut dugaan pelanggaran disiplin: ${matter}.`],
    panggilan_2: [
      summons(letter, 'kedua'),
      `Pemeriksaan menyangkut dugaan pelanggaran disiplin: ${matter}.`,
      'Apabila Saudara tidak memenuhi panggilan kedua ini, hukuman disiplin dijatuhkan berdasarkan bukti dan keterangan yang ada tanpa pemeriksaan.',
    ],
    surat_opd: [
      `Menurut catatan kehadiran, ${matter}.`,
      'Bersama ini diminta agar Saudara memerintahkan atasan langsung yang bersangkutan untuk memanggil, memeriksa, dan melaporkan hasilnya.',
      'Apabila sampai batas waktu di bawah ini tidak ada tindak lanjut, atasan langsung yang bersangkutan diusulkan untuk diperiksa menurut Pasal 28 Peraturan Pemerintah Nomor 94 Tahun 2021.',
    ],
  };
  return {
    kind,
    heading: { government, office, address, contact },
    number,
    nature,
    enclosure: '-',
    about: ABOUT[kind],
    date: letterhead.place === '' ? longDate(letter.on) : `${letterhead.place}, ${longDate(letter.on)}`,
    to: addressee(facts, kind),
    paragraphs: bodies[kind],
    days: row.ground.days.map((day) => longDate(day, true)),
    basis: basisOf(facts, policies),
    deadline: deadline === null ? null : longDate(deadline, true),
    signatory,
    copies,
  };
}

/** What the letter is about, in one sentence without its end. */
function matterOf({ row, employee, neglected }: LetterFacts): string {
  const who = nameOf(employee);
  if (neglected !== null)
    return `${who}, selaku atasan langsung tidak memanggil, memeriksa, atau melaporkan ${nameOf(neglected.person)}, yang tidak masuk kerja tanpa keterangan yang sah selama ${neglected.days} hari kerja`;
  const n = row.ground.days.length;
  return `${who}, tidak masuk kerja tanpa keterangan yang sah selama ${n} hari kerja sebagaimana daftar di bawah`;
}

function nameOf({ name, nip, position }: Person): string {
  return `${name}, NIP ${nip}${position ? `, ${position}` : ''}`;
}

function summons({ appear }: NewLetter, which: string): string {
  const when = appear
    ? ` pada hari ${longDate(appear.on, true)} pukul ${appear.time.replace(':', '.')}, bertempat di ${appear.place}`
    : '';
  return `Dengan ini Saudara dipanggil untuk yang ${which} kalinya agar hadir${when}, guna menjalani pemeriksaan.`;
}

function addressee({ row, employee, superior, opdName }: LetterFacts, kind: NewLetter['kind']): string[] {
  if (kind === 'surat_opd') return [`Kepala ${opdName}`];
  const to = kind === 'teguran' && row.kind === 'chain' && superior !== null ? superior : employee;
  return [`Sdr. ${to.name}`, `NIP ${to.nip}`, ...(to.position ? [to.position] : [])];
}

/** Of a reprimand: until when to clarify; to the office: until when to act; of a summons: the day to appear. */
function deadlineOf({ policies }: LetterFacts, { kind, on, appear }: NewLetter): string | null {
  const { clarification, discipline, isOfficeDay } = policies;
  if (kind === 'surat_opd')
    return deadlineAfter(on, clarification?.superiorCaseWithin ?? discipline.superior.within, isOfficeDay);
  if (kind === 'teguran')
    return deadlineAfter(on, clarification?.reprimandWithin ?? discipline.superior.within, isOfficeDay);
  return appear?.on ?? null;
}

function basisOf({ row }: LetterFacts, { discipline, clarification }: CasePolicies): string[] {
  const chain = row.kind === 'chain' && clarification !== null ? Object.values(clarification.clauses) : [];
  const national = ['Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil'];
  const own = row.step === null ? [] : [row.step.clause];
  return [...new Set([...national, row.ground.clause, ...own, ...chain, discipline.procedure[0]?.clause ?? ''])].filter(
    (clause) => clause !== '',
  );
}
