import { fileURLToPath } from 'node:url';
import { type Static, Type } from 'typebox';
import { AssetFile } from '../assets/asset-file.ts';
import { readManifest } from '../assets/read-manifest.ts';

export const MODEL_ROLES = ['detector', 'landmarks', 'embedder', 'liveness'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

const Shape = Type.Array(Type.Integer({ minimum: 1 }), { minItems: 2, maxItems: 4 });

/** How alike the faces of different people are to an embedder, measured, and what follows for its threshold. */
export const MatchCalibration = Type.Object({
  /** Cosines of different people above `from`: `share` of all pairs lie there, `scale` above it in the mean. */
  tail: Type.Object({
    from: Type.Number({ minimum: -1, maximum: 1 }),
    share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    scale: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  }),
  /** No roster, however small, asks for less than this cosine. */
  lowestThreshold: Type.Number({ minimum: 0, maximum: 1 }),
  /** What it was measured on, and when. */
  data: Type.String({ minLength: 1 }),
  people: Type.Integer({ minimum: 2 }),
  pairs: Type.Integer({ minimum: 1 }),
  highest: Type.Number({ minimum: -1, maximum: 1 }),
  measured: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
});
export type MatchCalibration = Static<typeof MatchCalibration>;

/** A model file with what its caller has to know: tensors, and how pixels become numbers, `(value − mean) / divisor`. */
export const ModelSpec = Type.Intersect([
  AssetFile,
  Type.Object({
    role: Type.Enum([...MODEL_ROLES]),
    /** Names the model in every template that it makes. */
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 64 }),
    input: Type.Object({
      name: Type.String(),
      shape: Shape,
      channels: Type.Enum(['rgb', 'bgr', 'grey']),
      mean: Type.Number(),
      divisor: Type.Number({ exclusiveMinimum: 0 }),
    }),
    outputs: Type.Array(Type.Object({ name: Type.String(), shape: Shape }), { minItems: 1 }),
    preprocessing: Type.String(),
    /** An embedder of before, with which templates are still made for doors that have not changed over to the next. */
    superseded: Type.Optional(Type.Boolean()),
    /** Of an embedder, which is not used without. */
    calibration: Type.Optional(MatchCalibration),
  }),
]);
export type ModelSpec = Static<typeof ModelSpec>;

export const ModelManifest = Type.Object({ files: Type.Array(ModelSpec, { minItems: 1 }) });
export type ModelManifest = Static<typeof ModelManifest>;

/** The manifest that the project comes with. */
export const MODEL_MANIFEST_PATH = fileURLToPath(new URL('../../models/manifest.json', import.meta.url));

/** @throws AssetError `manifest-invalid`. */
export function readModelManifest(path: string = MODEL_MANIFEST_PATH): Promise<ModelManifest> {
  return readManifest(ModelManifest, path);
}
