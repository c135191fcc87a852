import { fileURLToPath } from 'node:url';
import { describePhoto } from '@hadir/shared/face/describe-photo';
import { loadModels } from '@hadir/shared/face/load-models';
import type { RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { type Clip, extractFrames } from '../../../test/footage/footage.ts';
import { DOOR } from './fake-hub.ts';

export const ASSETS = fileURLToPath(new URL('../../../.assets', import.meta.url));

export interface Enrolment {
  readonly employee: string;
  readonly clip: Clip;
  /** Seconds into the clip. */
  readonly from: number;
}

/** Makes the whole roster of people who are enrolled from one frame of a clip each. */
export async function enrolFromFootage(
  people: readonly Enrolment[],
): Promise<Omit<RosterPart, 'do' | 'doorName' | 'zone'>> {
  const models = await loadModels({ folder: `${ASSETS}/models` });
  try {
    const put: RosterPart['put'] = [];
    for (const [i, { employee, clip, from }] of people.entries()) {
      const [photo] = await extractFrames(clip, { from, seconds: 1, fps: 1 });
      const described = await describePhoto(models, photo as Buffer);
      if (described.kind !== 'described') throw new Error(`The frame of ${clip} at ${from} s is ${described.kind}.`);
      const { buffer, byteOffset, byteLength } = described.embedding;
      const embedding = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
      const templates = [{ id: `00000000-0000-4000-8000-0000000f000${i}`, embedding }];
      put.push({ employee, name: `Pegawai Uji ${i}`, salutation: 'Bapak', templates });
    }
    const digest = rosterDigest(put.map((person) => ({ ...person, templates: person.templates.map(({ id }) => id) })));
    const model = models.embedder.spec.id;
    return { door: DOOR, version: 1, base: 0, part: 1, parts: 1, digest, model, put, drop: [] };
  } finally {
    await models.close();
  }
}
