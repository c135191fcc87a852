import type { HubClient } from '../fleet/hub-client.ts';
import type { RunningHub } from '../fleet/start-hub.ts';
import { arrivingAtMainDoor } from './cast.ts';
import type { PreparedOffice } from './prepare-office.ts';

export interface DemoSignIn {
  username: string;
  password: string;
  what: string;
}

/** Makes one user per role; the hub makes up the passwords and says each of them once. */
export async function signInForEachRole(
  admin: HubClient,
  hub: RunningHub,
  office: PreparedOffice,
): Promise<DemoSignIn[]> {
  const employee = office.employees.get(arrivingAtMainDoor)?.id;
  const wanted = [
    { username: 'pimpinan', name: 'Pimpinan Demo', role: 'leader', what: 'leader: sees the region' },
    {
      username: 'kepala',
      name: 'Kepala OPD Demo',
      role: 'opd_head',
      opd: office.opd.id,
      what: 'OPD head: sees the OPD',
    },
    {
      username: 'pegawai',
      name: arrivingAtMainDoor.name,
      role: 'employee',
      opd: office.opd.id,
      employee,
      what: 'employee: sees the own days',
    },
  ];
  const signIns: DemoSignIn[] = [
    { username: 'admin', password: hub.administratorPassword ?? '', what: 'BKD: sees and changes everything' },
  ];
  for (const { what, ...user } of wanted) {
    const { password } = await admin.post<{ password: string }>('/api/users', user);
    signIns.push({ username: user.username, password, what });
  }
  return signIns;
}
