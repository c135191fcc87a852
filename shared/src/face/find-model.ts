import { FaceModelError } from './face-model-error.ts';
import type { MatchCalibration, ModelManifest, ModelRole, ModelSpec } from './model-manifest.ts';

/**
 * The model of a role that is in use, or the one of the id given, which may be superseded.
 * @throws FaceModelError `role-unclear` where there is none, or more than one.
 */
export function findModel(manifest: ModelManifest, role: ModelRole, id?: string): ModelSpec {
  const [spec, second] = manifest.files.filter(
    (file) => file.role === role && (id === undefined ? file.superseded !== true : file.id === id),
  );
  if (spec && !second) return spec;
  throw new FaceModelError(
    'role-unclear',
    `The model manifest must name exactly one model for the role "${role}"${id === undefined ? '' : ` with the id "${id}"`}.`,
  );
}

/**
 * How alike strangers are to the manifest's embedder. Without it nobody knows which score means anything.
 * @throws FaceModelError `role-unclear` or `not-calibrated`.
 */
export function findCalibration(manifest: ModelManifest, model?: string): MatchCalibration {
  const { id, calibration } = findModel(manifest, 'embedder', model);
  if (calibration !== undefined) return calibration;
  throw new FaceModelError(
    'not-calibrated',
    `The model manifest has no calibration for the embedder "${id}". Measure one with "npm run eval:faces -- --dataset DIR --calibrate" and put it there.`,
  );
}
