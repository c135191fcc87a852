import { parentPort, workerData } from 'node:worker_threads';
import { averageTemplates } from '@hadir/shared/face/average-templates';
import { loadModels } from '@hadir/shared/face/load-models';
import { TemplateIndex } from '@hadir/shared/face/template-index';
import type { EmployeeId } from '@hadir/shared/ids';
import { MotionGate } from '../motion/motion-gate.ts';
import { SightingTracker } from '../sighting/sighting-tracker.ts';
import type { FromWorker, PackedRoster, ToWorker, WorkerSettings } from './messages.ts';
import { recogniseFrame } from './recognise-frame.ts';

/** The thread that looks at frames, so that the journal and the uplink never wait for a face. */
const port = parentPort;
if (port === null) throw new Error('This file is the recognition worker; it is started as a thread.');

const settings = workerData as WorkerSettings;
const models = await loadModels({ folder: settings.models, threads: settings.threads });
const tracker = new SightingTracker(settings.policy, models.calibration);
/** Of a frame that was not worth looking for faces in. */
const NOTHING_SEEN = { decoded: true, faces: [], sightings: [], light: null, colour: null, evidence: [] };
const gate = new MotionGate();
let index = new TemplateIndex([]);
let rosterVersion = 0;

port.on('message', (message: ToWorker) => {
  if (message.kind === 'roster') useRoster(message.roster);
  else if (message.kind === 'policy') tracker.usePolicy(message.policy);
  else void lookAtFrame(message);
});
answer({ kind: 'ready', model: models.embedder.spec.id });

function useRoster({ version, employees, templates, dimension, lookAlikes }: PackedRoster): void {
  const enrolled = employees.map((employee, i) => ({
    employee: employee as EmployeeId,
    template: templates.subarray(i * dimension, (i + 1) * dimension),
  }));
  index = new TemplateIndex(averageTemplates(enrolled));
  rosterVersion = version;
  tracker.useRoster(index.size, new Set(lookAlikes as readonly EmployeeId[]));
}

async function lookAtFrame({
  jpeg,
  evidence: wantsEvidence,
  ...moment
}: Extract<ToWorker, { kind: 'frame' }>): Promise<void> {
  const version = rosterVersion;
  const at = moment.capturedMonotonicMs;
  if (!(await gate.opens(jpeg, at))) {
    answer({ kind: 'frame', outcome: { ...NOTHING_SEEN, rosterVersion: version } });
    return;
  }
  const seen = await recogniseFrame({ models, index, tracker, wantsEvidence }, jpeg, moment);
  const { faces = [], sightings = [], light = null, colour = null, evidence = [] } = seen ?? {};
  gate.saw(faces.length, at);
  const outcome = { decoded: seen !== null, faces, sightings, light, colour, evidence, rosterVersion: version };
  answer({ kind: 'frame', outcome });
}

function answer(message: FromWorker): void {
  port?.postMessage(message);
}
