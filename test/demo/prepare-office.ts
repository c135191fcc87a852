import { readFile } from 'node:fs/promises';
import type { Door, Employee, FaceEnrolment, Opd } from '@hadir/shared/api/people';
import type { Claim } from '@hadir/shared/api/units';
import type { HubClient } from '../fleet/hub-client.ts';
import { extractFrames, footagePath } from '../footage/footage.ts';
import { type CastMember, cast, doors, office } from './cast.ts';

export interface PreparedOffice {
  opd: Opd;
  doors: Door[];
  employees: Map<CastMember, Employee>;
}

/** Sets up the demo's OPD through the same interface that BKD uses: doors, employees, faces. */
export async function prepareOffice(admin: HubClient, say: (line: string) => void): Promise<PreparedOffice> {
  const opd = await admin.post<Opd>('/api/opds', { name: office.name, zone: office.zone });
  const made: Door[] = [];
  for (const name of doors) made.push(await admin.post<Door>('/api/doors', { opd: opd.id, name }));
  const employees = new Map<CastMember, Employee>();
  for (const member of cast) {
    const { name, nip, position } = member;
    const employee = await admin.post<Employee>('/api/employees', { name, nip, position, opd: opd.id });
    const answer = await admin.upload<FaceEnrolment>(`/api/employees/${employee.id}/face`, await photosOf(member));
    const enrolled = answer.photos.filter((photo) => photo.outcome === 'enrolled').length;
    employees.set(member, employee);
    say(`enrolled ${name}: ${enrolled} of ${answer.photos.length} photos (${employees.size}/${cast.length})`);
  }
  return { opd, doors: made, employees };
}

export function claimDoor(admin: HubClient, door: Door): Promise<Claim> {
  return admin.post<Claim>('/api/claims', { door: door.id });
}

async function photosOf(member: CastMember): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { photos } = member;
  if ('portrait' in photos) return [{ name: photos.portrait, bytes: await readFile(footagePath(photos.portrait)) }];
  const { clip, from, seconds, count } = photos;
  const frames = await extractFrames(clip, { from, seconds, fps: count / seconds });
  return frames.slice(0, count).map((bytes, index) => ({ name: `${clip}-${index + 1}.jpg`, bytes }));
}
