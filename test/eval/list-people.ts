import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationError } from './evaluation-error.ts';
import { PICTURE_FILE } from './read-picture.ts';

/** A picture of a dataset and whom it shows. */
export interface Picture {
  /** Relative to the dataset's folder, with forward slashes. */
  readonly file: string;
  readonly person: string;
}

/**
 * Lists a dataset in the layout of LFW: one folder for each person, with that person's pictures.
 * @returns the pictures in the order of their names.
 * @throws EvaluationError `dataset`.
 */
export async function listPeople(dataset: string): Promise<Picture[]> {
  const entries = await listFolder(dataset);
  const people = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const pictures: Picture[] = [];
  for (const person of people) {
    const inside = await listFolder(join(dataset, person));
    if (inside.length > 0 && inside.every((entry) => entry.isDirectory())) {
      const advice = `Point --dataset at ${join(dataset, person)}, if that is where the people are, or take it away.`;
      throw new EvaluationError('dataset', `The folder ${person} in ${dataset} holds folders, no pictures. ${advice}`);
    }
    for (const entry of inside) {
      if (!entry.isDirectory() && PICTURE_FILE.test(entry.name)) {
        pictures.push({ file: `${person}/${entry.name}`, person });
      }
    }
  }
  if (pictures.length > 0) return pictures;
  const flat = entries.filter((entry) => !entry.isDirectory() && PICTURE_FILE.test(entry.name)).length;
  throw new EvaluationError(
    'dataset',
    `${explainEmpty(dataset, people, flat)} Expected: DIR/person/picture.jpg, png or pgm.`,
  );
}

function explainEmpty(dataset: string, folders: readonly string[], flat: number): string {
  if (flat > 0) {
    return `${dataset} holds ${flat} pictures side by side, so nobody knows whom they show: say it with --pairs CSV, or sort them into one folder for each person.`;
  }
  if (folders.length > 0) return `None of the ${folders.length} folders in ${dataset} holds a picture.`;
  return `${dataset} is empty.`;
}

/** @returns what is in a folder, in the order of the names, without hidden files. @throws EvaluationError `dataset`. */
export async function listFolder(folder: string): Promise<Dirent[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new EvaluationError(
      'dataset',
      `The folder ${folder} cannot be read. Check that it exists and is a folder.`,
      cause,
    );
  }
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
