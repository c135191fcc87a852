import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, footagePath } from '../../footage/footage.ts';
import { judgeAtDoor } from '../judge-at-door.ts';
import { SPECIES, type Species, stageAttack } from './stage-attack.ts';

/** Synthetic attacks, made from portraits and recordings; the face is enrolled from the very picture that is shown. */
let models: FaceModels;
let portrait: Buffer;
let recording: Buffer[];
/** As few as a small board may manage: more would only take longer. */
const FPS = 4;

beforeAll(async () => {
  models = await loadModels({ folder: join(DEFAULT_ASSETS_FOLDER, 'models') });
  portrait = await readFile(footagePath('team-1.jpg'));
  recording = await extractFrames('cap13_edit2.mp4', { from: 2, seconds: 6, fps: FPS });
});
afterAll(() => models.close());

const show = (species: Species, seconds: number, fps = FPS) => {
  const pictures = species.replay ? recording : [portrait];
  return judgeAtDoor(models, stageAttack({ species, pictures, seconds, fps, seed: 1 }), { fps });
};

describe('a door that is shown', () => {
  it.each(SPECIES.filter(({ name }) => name !== 'print-moved'))('$name accepts nobody', async (species) => {
    expect(await show(species, 4.5)).toMatchObject({ accepted: false, met: 0 });
  });

  it('a print that is tilted and moved for a minute refuses it, asks in between, and never accepts it', async () => {
    const print = SPECIES.find(({ name }) => name === 'print-moved') as Species;
    expect(await show(print, 60, 3)).toMatchObject({ accepted: false, met: 0, refused: true });
  });
});
