import type { Arrival } from '@hadir/shared/api/attendance';

/** One arrival with everything in it; tests change what they are about. */
export function sampleArrival(changes: Partial<Arrival> = {}): Arrival {
  return {
    id: '1',
    employee: '7f1f9e52-63c5-4f4b-9f3a-0d6f8f1f2a01',
    name: 'Pegawai Contoh 1',
    opd: '11111111-63c5-4f4b-9f3a-0d6f8f1f2a01',
    opdName: 'Dinas Contoh',
    door: '22222222-63c5-4f4b-9f3a-0d6f8f1f2a01',
    doorName: 'Utama',
    zone: 'Asia/Jayapura',
    unit: 'unit-0000abcd',
    binding: 1,
    seq: 42,
    seenAt: '2026-11-22T22:28:41.087Z',
    storedAt: '2026-11-22T22:28:41.400Z',
    first: true,
    status: 'present',
    lateMinutes: 0,
    evidence: {
      score: 0.71,
      secondScore: 0.12,
      threshold: 0.38,
      liveness: 0.97,
      frames: 5,
      faceHeight: 180,
      clockSource: 'ntp',
    },
    ...changes,
  };
}
