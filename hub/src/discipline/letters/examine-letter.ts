import type { NewLetter } from '@hadir/shared/api/discipline';
import { fieldProblem, forbidden, HttpProblem } from '../../http/http-problem.ts';
import { followClarification } from '../../rules/discipline/follow-clarification.ts';
import { deadlineAfter } from '../../rules/discipline/working-days.ts';
import { chainRecord, letterRecord } from '../case-record.ts';
import { demandDay, demandGround, type HeldCase, isDay } from '../hold-case.ts';
import { isTurnOf } from '../record-steps.ts';

const KINDS: Record<HeldCase['row']['kind'], readonly NewLetter['kind'][]> = {
  chain: ['teguran', 'surat_opd'],
  sanction: ['panggilan_1', 'panggilan_2', 'teguran'],
  superior: ['panggilan_1', 'panggilan_2', 'teguran'],
};

/** Whether this letter may be made of this case by this person now. @throws HttpProblem that names the field */
export function examineLetter(held: HeldCase, letter: NewLetter): void {
  const { row, events, powers } = held;
  const { kind, on } = letter;
  if (powers.self) throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat bertindak dalam perkara Anda sendiri.');
  if (!powers.bkd && !powers.superior) throw forbidden('Surat dibuat oleh BKD atau atasan langsung.');
  if (row.state !== 'open')
    throw new HttpProblem(409, 'other-state', 'Surat dibuat untuk perkara yang sudah diterima dan belum diputuskan.');
  demandGround(held);
  if (!KINDS[row.kind].includes(kind))
    throw fieldProblem('other-kind', 'kind', 'Jenis surat ini tidak dibuat untuk perkara seperti ini.');
  // Whom the chain may come to in the end does not himself say that nobody answered.
  if ((kind === 'surat_opd' || letter.heading === 'region') && !powers.bkd)
    throw forbidden('Surat kepada OPD dan surat dengan kop daerah dibuat oleh BKD.');
  if (letterRecord(events).has(kind))
    throw fieldProblem(
      'made-already',
      'kind',
      'Surat ini sudah dibuat. Tarik yang lama sebelum membuat yang baru.',
      409,
    );
  demandDay(held, on);
  if (row.kind === 'chain') examineChain(held);
  if (kind === 'panggilan_1' || kind === 'panggilan_2') examineSummons(held, letter);
}

/** A letter that says that nobody explained himself is not made while there is time to. */
function examineChain({ row, events, policies, today }: HeldCase): void {
  const { clarification, isOfficeDay } = policies;
  if (clarification === null)
    throw new HttpProblem(409, 'no-chain', 'Kebijakan peringatan ketidakhadiran tidak berlaku lagi.');
  const state = followClarification(row.ground, chainRecord(events), clarification, isOfficeDay, today);
  if (state.kind === 'closed')
    throw new HttpProblem(
      409,
      'clarified',
      'Klarifikasi atau tindak lanjut sudah tercatat, jadi surat tidak diperlukan.',
    );
  if (state.kind === 'await-clarification')
    throw new HttpProblem(409, 'too-early', `Pegawai masih dapat memberi klarifikasi sampai ${state.until}.`);
}

function examineSummons(held: HeldCase, { kind, on, appear }: NewLetter): void {
  const { discipline, isOfficeDay } = held.policies;
  if (appear === undefined) throw fieldProblem('no-appearance', 'appear', 'Isi hari, jam, dan tempat pemeriksaan.');
  if (!isDay(appear.on)) throw fieldProblem('no-such-day', 'appear.on', 'Tanggal ini tidak ada di kalender.');
  if (appear.on <= on) throw fieldProblem('too-early', 'appear.on', 'Hari pemeriksaan harus sesudah tanggal surat.');
  const step = discipline.procedure.findIndex(({ code }) => code === kind);
  if (step !== -1 && !isTurnOf(held, kind))
    throw new HttpProblem(409, 'not-its-turn', 'Belum waktunya surat ini, atau langkahnya sudah tercatat.');
  const within = discipline.procedure[step + 1]?.within;
  if (step === -1 || within == null) return;
  const latest = deadlineAfter(on, within, isOfficeDay);
  if (appear.on > latest)
    throw fieldProblem('too-late', 'appear.on', `Pemeriksaan paling lambat ${latest}, menurut tata cara yang berlaku.`);
}
