import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { loadModels } from '@hadir/shared/face/load-models';
import { STRANGER_PASSES } from '@hadir/shared/face/match-threshold';
import { calibrateThreshold } from './calibrate-threshold.ts';
import { evaluateFaces } from './evaluate-faces.ts';
import { EvaluationError } from './evaluation-error.ts';
import { facesJson } from './faces-json.ts';
import { plotFaces } from './plot-faces.ts';
import { printFaces } from './print-faces.ts';
import { readNumber } from './read-number.ts';
import { runEvaluation } from './run-evaluation.ts';
import { ScoreHistogram } from './score-histogram.ts';

const USAGE = `npm run eval:faces -- --dataset DIR [--pairs CSV] [--json] [--plot FILE.html]
  --dataset DIR   one folder for each person, with pictures (jpg, png, webp, pgm)
  --pairs CSV     compare only these: file_x,file_y,Decision (Yes or No), files relative to DIR
  --json          the last line of the output is one JSON object
  --plot FILE     draw ROC, DET and the distributions into an HTML page
  --enrol K       pictures of each person that are enrolled (2)
  --leave-out S   share of the people who come as strangers (0.3)
  --apart         compare with each enrolled picture, instead of with their average as doors do
  --seed N        another choice of strangers (1)
  --fpir P        bound on the chance that a stranger passes (${STRANGER_PASSES})
  --calibrate     print the calibration of the threshold for the model manifest`;

await runEvaluation(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      dataset: { type: 'string' },
      pairs: { type: 'string' },
      json: { type: 'boolean', default: false },
      plot: { type: 'string' },
      enrol: { type: 'string', default: '2' },
      'leave-out': { type: 'string', default: '0.3' },
      apart: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      fpir: { type: 'string', default: String(STRANGER_PASSES) },
      calibrate: { type: 'boolean', default: false },
    },
  });
  if (values.dataset === undefined) throw new EvaluationError('usage', 'Say which pictures with --dataset DIR.');
  const options = {
    enrol: readNumber('--enrol', values.enrol, { min: 1, max: 1000, whole: true }),
    leaveOut: readNumber('--leave-out', values['leave-out'], { min: 0.01, max: 0.9 }),
    seed: readNumber('--seed', values.seed, { min: 0, max: 2 ** 31, whole: true }),
    average: !values.apart,
    strangerPasses: readNumber('--fpir', values.fpir, { min: 1e-9, max: 0.5 }),
  };
  const dataset = resolve(values.dataset);
  if (values.plot !== undefined) await makeSureOfFile(values.plot);
  const models = await loadModels({ folder: join(DEFAULT_ASSETS_FOLDER, 'models') });
  try {
    const { results, scores } = await evaluateFaces(models, dataset, values.pairs, options);
    console.log(printFaces(results));
    if (values.plot !== undefined) {
      await writeFile(values.plot, plotFaces(results, scores));
      console.log(`\nThe charts are in ${values.plot}.`);
    }
    if (values.calibrate) {
      const { lowestThreshold } = models.calibration;
      const description = { people: results.people, data: basename(dataset), lowestThreshold };
      const calibration = calibrateThreshold(ScoreHistogram.merge(scores.impostors), description);
      console.log(`\n"calibration": ${JSON.stringify(calibration, null, 2)}`);
    }
    if (values.json) console.log(JSON.stringify(facesJson(results)));
  } finally {
    await models.close();
  }
});

/** Known before the work, not after it. @throws EvaluationError `usage`. */
async function makeSureOfFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'a' });
  } catch (cause) {
    throw new EvaluationError('usage', `The charts cannot be written to ${path}.`, cause);
  }
}
