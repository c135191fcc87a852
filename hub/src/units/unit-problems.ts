import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { OnlineStatus, UnitStatus } from '@hadir/shared/wire/unit-status';

export interface UnitFacts {
  readonly state: 'active' | 'quarantined' | 'revoked';
  readonly serves: boolean;
  readonly online: boolean;
  readonly lastSeen: Date | null;
  readonly rosterWanted: number;
  readonly certificateExpires: Date;
  readonly status: UnitStatus | null;
  readonly claimedAt: Date;
  readonly revokedAt: Date | null;
  /** When its journal first split in two. */
  readonly forkedAt: Date | null;
  /** Since when it is away, or says that something is wrong, without a pause. */
  readonly wrongSince: Date | null;
  /** When two connections last fought over its name. */
  readonly contestedAt: Date | null;
  /** The latest change of its hardware, while that is news. */
  readonly factsChange: { readonly at: Date; readonly before: HardwareFacts; readonly after: HardwareFacts } | null;
}

export interface FoundProblems {
  /** What is wrong, in words an operator can act on; empty when all is well. */
  readonly problems: string[];
  /** Since when something is wrong without a pause; null while nothing is. */
  readonly since: Date | null;
}

const DAY_MS = 86_400_000;
/** A unit renews its certificate long before this many days are left. */
const CERTIFICATE_WARNING_DAYS = 30;
/** A clock that may be further off than this makes minutes of lateness doubtful. */
const MOST_UNCERTAIN_MS = 5_000;

export function findProblems(unit: UnitFacts, now: Date): FoundProblems {
  const found = [...ofIdentity(unit, now), ...ofConnection(unit, now)];
  const since = found.reduce<Date | null>((first, [, at]) => (first === null || at < first ? at : first), null);
  return { problems: found.map(([problem]) => problem), since };
}

/** A problem and since when it is there. */
type Found = [string, Date];

function ofIdentity(unit: UnitFacts, now: Date): Found[] {
  const found: Found[] = [];
  if (unit.state === 'quarantined')
    found.push([
      'Unit dikarantina: catatannya tidak sesuai dengan yang sudah diterima. Periksa apakah unit digandakan.',
      unit.forkedAt ?? now,
    ]);
  if (unit.state === 'revoked')
    found.push(['Sertifikat unit dicabut. Unit ini tidak dapat terhubung lagi.', unit.revokedAt ?? now]);
  if (unit.contestedAt !== null && now.getTime() - unit.contestedAt.getTime() < DAY_MS)
    found.push([
      'Dua perangkat bergantian memakai identitas unit ini. Periksa apakah kartu penyimpanannya digandakan.',
      unit.contestedAt,
    ]);
  if (unit.factsChange !== null) {
    const { before, after, at } = unit.factsChange;
    found.push([`Perangkat keras berubah: ${describeChange(before, after)}. Pastikan penggantian ini diketahui.`, at]);
  }
  return found;
}

function ofConnection(unit: UnitFacts, now: Date): Found[] {
  if (unit.state === 'revoked') return [];
  const found: Found[] = [];
  if (!unit.online && unit.serves)
    found.push([
      unit.lastSeen === null
        ? 'Unit belum pernah terhubung. Periksa listrik dan jaringannya.'
        : 'Unit tidak terhubung. Periksa listrik dan jaringannya; catatannya tetap tersimpan di unit.',
      unit.wrongSince ?? unit.lastSeen ?? unit.claimedAt,
    ]);
  const daysLeft = Math.floor((unit.certificateExpires.getTime() - now.getTime()) / DAY_MS);
  if (daysLeft < 0)
    found.push([
      'Sertifikat unit sudah habis masa berlakunya. Unit memperbaruinya sendiri begitu menjangkau hub; jika tidak, aktifkan kembali unit ini.',
      unit.certificateExpires,
    ]);
  else if (daysLeft < CERTIFICATE_WARNING_DAYS)
    found.push([
      `Sertifikat unit habis dalam ${daysLeft} hari dan belum diperbarui unit.`,
      new Date(unit.certificateExpires.getTime() - CERTIFICATE_WARNING_DAYS * DAY_MS),
    ]);
  const { status } = unit;
  if (status?.state !== 'online' || !unit.online) return found;
  const said = statusProblems(status);
  if (unit.serves && status.rosterVersion !== unit.rosterWanted)
    said.unshift(`Daftar pegawai di unit versi ${status.rosterVersion}, seharusnya ${unit.rosterWanted}.`);
  return [...found, ...said.map((problem): Found => [problem, unit.wrongSince ?? unit.lastSeen ?? now])];
}

/** What is wrong by the unit's own words. */
export function statusProblems(status: OnlineStatus): string[] {
  const problems: string[] = [];
  const { source, uncertaintyMs } = status.clock;
  if (source === 'unsynchronised' || source === 'unknown') {
    problems.push('Jam unit tidak disinkronkan. Pastikan unit dapat menjangkau server NTP.');
  } else if (uncertaintyMs !== null && uncertaintyMs > MOST_UNCERTAIN_MS) {
    problems.push(`Jam unit bisa meleset sampai ${Math.round(uncertaintyMs / 1000)} detik.`);
  }
  if (status.serves !== false && status.camera.state !== 'running') {
    problems.push(`Kamera tidak berjalan${status.camera.problem === null ? '' : `: ${status.camera.problem}`}.`);
  }
  problems.push(...status.problems);
  return problems;
}

const FACT_NAMES: Record<keyof HardwareFacts, string> = {
  model: 'jenis',
  serial: 'nomor seri',
  mac: 'alamat jaringan',
  camera: 'kamera',
};

function describeChange(before: HardwareFacts, after: HardwareFacts): string {
  return (Object.keys(FACT_NAMES) as (keyof HardwareFacts)[])
    .filter((name) => before[name] !== null && before[name] !== after[name])
    .map((name) => `${FACT_NAMES[name]} ${before[name]} menjadi ${after[name]}`)
    .join(', ');
}
