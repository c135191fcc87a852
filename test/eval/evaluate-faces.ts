import type { FaceModels } from '@hadir/shared/face/load-models';
import { describePictures } from './describe-pictures.ts';
import { EvaluationError } from './evaluation-error.ts';
import { identifyOpenSet, type OpenSetOptions } from './identify-open-set.ts';
import { listPeople } from './list-people.ts';
import { measureVerification } from './measure-verification.ts';
import type { FaceResults } from './print-faces.ts';
import { readPairs } from './read-pairs.ts';
import { type PairScores, type Sample, scoreAllPairs, scoreListedPairs } from './score-pairs.ts';

export interface FaceEvaluation {
  readonly results: FaceResults;
  readonly scores: PairScores;
}

/**
 * Measures the recognition of faces on a dataset.
 * @param pairs a list of pairs to compare instead of all.
 * @throws EvaluationError where the dataset does not allow it.
 */
export async function evaluateFaces(
  models: FaceModels,
  dataset: string,
  pairs: string | undefined,
  options: OpenSetOptions,
): Promise<FaceEvaluation> {
  const listed = pairs === undefined ? null : await readPairs(pairs, dataset);
  const pictures = listed?.pictures ?? (await listPeople(dataset));
  const people = new Set(pictures.map(({ person }) => person)).size;
  if (people < 2) throw new EvaluationError('dataset', `${dataset} shows one person; strangers take at least two.`);
  const described = await describePictures(models, dataset, pictures);
  const samples = pictures.map(({ person }, i): Sample | null => {
    const embedding = described.embeddings[i] ?? null;
    return embedding === null ? null : { person, embedding };
  });
  const found = samples.filter((sample) => sample !== null);
  const scores = listed === null ? scoreAllPairs(found) : scoreListedPairs(samples, listed.pairs);
  const impostors = scores.impostors.reduce((sum, { total }) => sum + total, 0);
  if (scores.genuine.length === 0 || impostors === 0) {
    const missing = scores.genuine.length === 0 ? 'two faces of one person' : 'faces of two people';
    const faces = `faces were found in ${found.length} of ${pictures.length} pictures`;
    throw new EvaluationError('nothing-to-measure', `There are no ${missing} to compare (${faces}).`);
  }
  const results = {
    images: pictures.length,
    people,
    described,
    verification: measureVerification(scores),
    identification: identifyOpenSet(found, models.calibration, options),
    options,
  };
  return { results, scores };
}
