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

interface Described {
  /** Float32, little endian, in base64. */
  readonly embedding: string;
  readonly model: string;
}

/** The same frame always gives the same template, and the models take a while to load. */
const known = new Map<string, Promise<Described>>();

/** Makes the whole roster of people who are enrolled from one frame of a clip each. */
export async function enrolFromFootage(
  people: readonly Enrolment[],
): Promise<Omit<RosterPart, 'do' | 'doorName' | 'zone'>> {
  const put: RosterPart['put'] = [];
  let model = '';
  for (const [i, { employee, clip, from }] of people.entries()) {
    const frame = `${clip} at ${from} s`;
    const described = known.get(frame) ?? describeFrame(clip, from);
    known.set(frame, described);
    const { embedding } = await described;
    model = (await described).model;
    const templates = [{ id: `00000000-0000-4000-8000-0000000f000${i}`, embedding }];
    put.push({ employee, name: `Pegawai Uji ${i}`, salutation: 'Bapak', templates });
  }
  const digest = rosterDigest(put.map((person) => ({ ...person, templates: person.templates.map(({ id }) => id) })));
  return { door: DOOR, version: 1, base: 0, part: 1, parts: 1, digest, model, put, drop: [] };
}

async function describeFrame(clip: Clip, from: number): Promise<Described> {
  const models = await loadModels({ folder: `${ASSETS}/models` });
  try {
    const [photo] = await extractFrames(clip, { from, seconds: 1, fps: 1 });
    const described = await describePhoto(models, photo as Buffer);
    if (described.kind !== 'described') throw new Error(`The frame of ${clip} at ${from} s is ${described.kind}.`);
    const { buffer, byteOffset, byteLength } = described.embedding;
    return {
      embedding: Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
      model: models.embedder.spec.id,
    };
  } finally {
    await models.close();
  }
}
