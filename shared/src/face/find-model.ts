import { FaceModelError } from './face-model-error.ts';
import type { MatchCalibration, ModelManifest, ModelRole, ModelSpec } from './model-manifest.ts';

/** @throws FaceModelError `role-unclear` where no model has the role, or two have. */
export function findModel(manifest: ModelManifest, role: ModelRole): ModelSpec {
  const [spec, second] = manifest.files.filter((file) => file.role === role);
  if (spec && !second) return spec;
  throw new FaceModelError('role-unclear', `The model manifest must name exactly one model for the role "${role}".`);
}

/**
 * How alike strangers are to the manifest's embedder. Without it nobody knows which score means anything.
 * @throws FaceModelError `role-unclear` or `not-calibrated`.
 */
export function findCalibration(manifest: ModelManifest): MatchCalibration {
  const { id, calibration } = findModel(manifest, 'embedder');
  if (calibration !== undefined) return calibration;
  throw new FaceModelError(
    'not-calibrated',
    `The model manifest has no calibration for the embedder "${id}". Measure one with "npm run eval:faces -- --dataset DIR --calibrate" and put it there.`,
  );
}
