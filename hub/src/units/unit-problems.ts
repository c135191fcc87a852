import type { UnitStatus } from '@hadir/shared/wire/unit-status';

export interface UnitFacts {
  readonly state: 'active' | 'quarantined' | 'revoked';
  readonly online: boolean;
  readonly lastSeen: Date | null;
  readonly rosterWanted: number;
  readonly certificateExpires: Date;
  readonly status: UnitStatus | null;
}

const DAY_MS = 86_400_000;
/** A year's certificate is renewed in good time. */
const CERTIFICATE_WARNING_DAYS = 30;
/** A clock that may be further off than this makes minutes of lateness doubtful. */
const MOST_UNCERTAIN_MS = 5_000;

/** What is wrong with a unit, in words an operator can act on; empty when all is well. */
export function unitProblems(unit: UnitFacts, now: Date): string[] {
  const problems: string[] = [];
  if (unit.state === 'quarantined') {
    problems.push(
      'Unit dikarantina: catatannya tidak sesuai dengan yang sudah diterima. Periksa apakah unit digandakan.',
    );
  }
  if (unit.state === 'revoked') problems.push('Sertifikat unit dicabut. Unit ini tidak dapat terhubung lagi.');
  if (!unit.online) {
    problems.push(
      unit.lastSeen === null
        ? 'Unit belum pernah terhubung. Periksa listrik dan jaringannya.'
        : 'Unit tidak terhubung. Periksa listrik dan jaringannya; catatannya tetap tersimpan di unit.',
    );
  }
  const daysLeft = Math.floor((unit.certificateExpires.getTime() - now.getTime()) / DAY_MS);
  if (daysLeft < 0) problems.push('Sertifikat unit sudah habis masa berlakunya. Klaim ulang unit ini.');
  else if (daysLeft < CERTIFICATE_WARNING_DAYS) problems.push(`Sertifikat unit habis dalam ${daysLeft} hari.`);
  const { status } = unit;
  if (status?.state === 'online' && unit.online) {
    if (status.rosterVersion !== unit.rosterWanted) {
      problems.push(`Daftar pegawai di unit versi ${status.rosterVersion}, seharusnya ${unit.rosterWanted}.`);
    }
    const { source, uncertaintyMs } = status.clock;
    if (source === 'unsynchronised' || source === 'unknown') {
      problems.push('Jam unit tidak disinkronkan. Pastikan unit dapat menjangkau server NTP.');
    } else if (uncertaintyMs !== null && uncertaintyMs > MOST_UNCERTAIN_MS) {
      problems.push(`Jam unit bisa meleset sampai ${Math.round(uncertaintyMs / 1000)} detik.`);
    }
    if (status.camera.state !== 'running') {
      problems.push(`Kamera tidak berjalan${status.camera.problem === null ? '' : `: ${status.camera.problem}`}.`);
    }
    problems.push(...status.problems);
  }
  return problems;
}
