import { localDay } from '@hadir/shared/time/local-day';
import type { HubClient } from '../fleet/hub-client.ts';
import { arrivingAtEastDoor, office } from './cast.ts';
import type { PreparedOffice } from './prepare-office.ts';

/** Made up, as everything here: whole rupiah a month. */
const BASE_TPP = { head: 6_000_000, staff: 3_000_000 };

/** Gives everybody a rank, a base of TPP and one of them as direct superior, from the first day of this month on. */
export async function postPeople(
  admin: HubClient,
  { opd, employees }: PreparedOffice,
  now = new Date(),
): Promise<void> {
  const superior = employees.get(arrivingAtEastDoor)?.id ?? null;
  for (const [member, { id }] of employees) {
    const isHead = id === superior;
    await admin.post(`/api/employees/${id}/postings`, {
      from: `${localDay(now, office.zone).slice(0, 7)}-01`,
      opd: opd.id,
      workUnit: null,
      position: member.position,
      rank: isHead ? 'IV/b' : 'III/c',
      positionKind: isHead ? 'structural' : 'executive',
      echelon: isHead ? 'II.b' : null,
      superior: isHead ? null : superior,
      baseTpp: isHead ? BASE_TPP.head : BASE_TPP.staff,
    });
  }
}
