import type { DescribedPictures } from './describe-pictures.ts';
import type { Identification, OpenSetOptions } from './identify-open-set.ts';
import type { Verification } from './measure-verification.ts';
import type { Rate } from './rate-over-persons.ts';

export interface FaceResults {
  readonly images: number;
  readonly people: number;
  readonly described: DescribedPictures;
  readonly verification: Verification;
  readonly identification: Identification | null;
  readonly options: OpenSetOptions;
}

const MOST_NAMED = 10;
const cosine = (value: number) => value.toFixed(3);
const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
const rate = ({ rate: value, interval: [low, high], failed, n }: Rate) =>
  `${percent(value).padStart(8)}  (95 %: ${percent(low)} to ${percent(high)}; ${failed} of ${n})`;

/** Writes the results as tables for people to read. */
export function printFaces({ images, people, described, verification, identification, options }: FaceResults): string {
  const { undetected, refusedAtDoor, stepMs, msPerImage } = described;
  const { genuine, impostor, auc, accuracy, points } = verification;
  const lines = [
    `${images} pictures of ${people} people`,
    `no face found in ${undetected.length}; a door would refuse ${refusedAtDoor} of the others for their quality (they are measured all the same)`,
    ...undetected.slice(0, MOST_NAMED).map(({ file, reason }) => `  ${file}: ${reason}`),
    ...(undetected.length > MOST_NAMED ? [`  and ${undetected.length - MOST_NAMED} more`] : []),
    '',
    'One against one',
    `  same person        ${genuine.n} pairs, lowest ${cosine(genuine.min)}, median ${cosine(genuine.median)}`,
    `  different people   ${impostor.n} pairs, highest ${cosine(impostor.max)}`,
    `  AUC ${auc.toFixed(5)}; accuracy ${percent(accuracy)} (tenfold, both kinds weighing half)`,
    ...points.map(
      ({ fmr, threshold, fnmr, resolved }) =>
        `  FNMR at FMR ${fmr.padEnd(6)} from ${cosine(threshold)}: ${rate(fnmr)}${resolved ? '' : `; above every impostor, as there are fewer than ${1 / Number(fmr)} of them`}`,
    ),
    '',
    'One against many, with strangers',
    ...(identification === null
      ? ['  not measured: it takes three people, and two pictures of one who is enrolled']
      : describeIdentification(identification, options)),
    '',
    `Time: ${msPerImage.toFixed(1)} ms a picture (${Object.entries(stepMs)
      .map(([step, ms]) => `${step} ${ms.toFixed(1)}`)
      .join(', ')})`,
  ];
  return lines.join('\n');
}

function describeIdentification(found: Identification, { enrol, leaveOut, seed, average }: OpenSetOptions): string[] {
  const { enrolled, templates, probes, strangers, threshold, rank1, fpir, fnir, misnamed } = found;
  return [
    `  ${enrolled} people enrolled with up to ${enrol} pictures (${templates} templates, ${average ? 'averaged' : 'kept apart'}), ${percent(leaveOut)} of the people left out, seed ${seed}`,
    `  ${probes} probes, ${strangers} pictures of strangers, threshold ${cosine(threshold)}`,
    `  rank 1  ${percent(rank1)}`,
    `  FPIR  ${rate(fpir)}`,
    `  FNIR  ${rate(fnir)}, of whom ${misnamed} by another's name`,
  ];
}
