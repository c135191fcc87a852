import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { loadModels } from '@hadir/shared/face/load-models';
import { writeAttacks } from './attacks/write-attacks.ts';
import { EvaluationError } from './evaluation-error.ts';
import { judgePresentation, passiveJudge } from './judge-presentation.ts';
import { listAttacks, listLive } from './list-presentations.ts';
import { livenessJson } from './liveness-json.ts';
import { type JudgedPresentation, measureAttacks } from './measure-attacks.ts';
import { printLiveness } from './print-liveness.ts';
import { type Progress, startProgress } from './progress.ts';
import { readNumber } from './read-number.ts';
import { runEvaluation } from './run-evaluation.ts';

const USAGE = `npm run eval:liveness -- --live DIR --attack DIR [--json]
  --live DIR       stills and clips of live faces
  --attack DIR     stills and clips of attacks; each sub-folder is one species
  --stage          first write synthetic attacks into the folder of attacks, from the project's own portraits and clips
  --json           the last line of the output is one JSON object
  --threshold T    score from which a face lives (0.5)
  --live-share S   share of a clip's frames that must reach it (0.6)`;

/** Long enough for two movements to be asked for, in vain. */
const STAGED_SECONDS = 12;

await runEvaluation(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      live: { type: 'string' },
      attack: { type: 'string' },
      stage: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      threshold: { type: 'string', default: '0.5' },
      'live-share': { type: 'string', default: '0.6' },
    },
  });
  if (values.live === undefined || values.attack === undefined) {
    throw new EvaluationError(
      'usage',
      'Say where the live faces are with --live DIR and the attacks with --attack DIR.',
    );
  }
  const policy = {
    minLiveness: readNumber('--threshold', values.threshold, { min: 0, max: 1 }),
    minLiveShare: readNumber('--live-share', values['live-share'], { min: 0, max: 1 }),
  };
  if (values.stage) await stage(resolve(values.attack));
  const presentations = [...(await listLive(resolve(values.live))), ...(await listAttacks(resolve(values.attack)))];
  const models = await loadModels({ folder: join(DEFAULT_ASSETS_FOLDER, 'models') });
  try {
    const judge = passiveJudge(models, policy);
    const judged: JudgedPresentation[] = [];
    const progress = startProgress('presentations', presentations.length);
    for (const presentation of presentations) {
      judged.push({ ...presentation, judgement: await judgePresentation(models, judge, presentation) });
      progress.step(judged.length);
    }
    progress.end();
    const results = measureAttacks(judged);
    console.log(printLiveness(judged, results));
    if (values.json) console.log(JSON.stringify(livenessJson(judged, results)));
  } finally {
    await models.close();
  }
});

async function stage(folder: string): Promise<void> {
  let progress: Progress | null = null;
  for await (const { done, of } of writeAttacks(folder, STAGED_SECONDS)) {
    progress ??= startProgress('synthetic attacks', of);
    progress.step(done);
  }
  progress?.end();
}
