import { join } from 'node:path';
import { EvaluationError } from './evaluation-error.ts';
import { listFolder } from './list-people.ts';
import { PICTURE_FILE } from './read-picture.ts';

/** Something shown to a camera: a still or a clip. */
export interface Presentation {
  readonly path: string;
  /** Relative to the folder that it was found in, with forward slashes. */
  readonly file: string;
  readonly kind: 'still' | 'clip';
  /** The instrument of an attack, by its sub-folder; null for a live face. */
  readonly species: string | null;
}

const CLIP_FILE = /\.(mp4|m4v|mov|avi|mkv|webm|mpe?g|mjpe?g|wmv|3gp)$/i;
/** Attacks that lie in no sub-folder. */
const UNSORTED = 'unsorted';

/** Lists live faces, in whatever sub-folders they lie. @throws EvaluationError `dataset`. */
export function listLive(folder: string): Promise<Presentation[]> {
  return listAll(folder, () => null);
}

/** Lists attacks; the first sub-folder names the species. @throws EvaluationError `dataset`. */
export function listAttacks(folder: string): Promise<Presentation[]> {
  return listAll(folder, ([first, ...rest]) => (first !== undefined && rest.length > 0 ? first : UNSORTED));
}

async function listAll(
  folder: string,
  nameSpecies: (parts: readonly string[]) => string | null,
): Promise<Presentation[]> {
  const found: Presentation[] = [];
  const walk = async (parts: readonly string[]): Promise<void> => {
    for (const entry of await listFolder(join(folder, ...parts))) {
      const here = [...parts, entry.name];
      if (entry.isDirectory()) {
        await walk(here);
        continue;
      }
      const kind = PICTURE_FILE.test(entry.name) ? 'still' : CLIP_FILE.test(entry.name) ? 'clip' : null;
      if (kind === null) continue;
      found.push({ path: join(folder, ...here), file: here.join('/'), kind, species: nameSpecies(here) });
    }
  };
  await walk([]);
  if (found.length > 0) return found;
  throw new EvaluationError(
    'dataset',
    `${folder} holds no still (jpg, png, webp, pgm) and no clip (mp4, avi, webm …).`,
  );
}
