import type { HubClient } from '../fleet/hub-client.ts';
import { makeSignIn } from '../fleet/make-sign-in.ts';
import type { RunningHub } from '../fleet/start-hub.ts';
import { arrivingAtEastDoor, arrivingAtMainDoor } from './cast.ts';
import type { PreparedOffice } from './prepare-office.ts';

export interface DemoSignIn {
  username: string;
  password: string;
  what: string;
}

/** Makes one user per role, each of whom has been here once and has a password of his own. */
export async function signInForEachRole(
  admin: HubClient,
  hub: RunningHub,
  office: PreparedOffice,
): Promise<DemoSignIn[]> {
  const head = office.employees.get(arrivingAtEastDoor)?.id;
  const employee = office.employees.get(arrivingAtMainDoor)?.id;
  const opd = office.opd.id;
  const wanted = [
    { username: 'admin-dua', name: 'Admin Kedua Demo', role: 'admin_bkd', what: 'BKD: the second person' },
    { username: 'pimpinan', name: 'Pimpinan Demo', role: 'leader', what: 'leader: sees the region' },
    {
      username: 'kepala',
      name: 'Kepala OPD Demo',
      role: 'opd_head',
      opd,
      employee: head,
      what: 'OPD head: sees the OPD, decides as a superior',
    },
    {
      username: 'operator',
      name: 'Operator OPD Demo',
      role: 'opd_operator',
      opd,
      what: 'OPD operator: enters for those who cannot',
    },
    {
      username: 'inspektorat',
      name: 'Inspektorat Demo',
      role: 'inspectorate',
      what: 'inspectorate: evidence, findings',
    },
    { username: 'bendahara', name: 'Bendahara Demo', role: 'treasurer', what: 'treasurer: TPP lists' },
    {
      username: 'pegawai',
      name: arrivingAtMainDoor.name,
      role: 'employee',
      employee,
      what: 'employee: own days, requests, TPP',
    },
  ];
  const signIns: DemoSignIn[] = [
    { username: 'admin', password: hub.administratorPassword ?? '', what: 'BKD: sees and changes everything' },
  ];
  for (const { what, ...user } of wanted) {
    const password = await makeSignIn(hub.http, admin, user);
    signIns.push({ username: user.username, password, what });
  }
  return signIns;
}
