import { join } from 'node:path';
import sharp from 'sharp';
import { findCalibration, findModel } from './find-model.ts';
import { type MatchCalibration, type ModelRole, readModelManifest } from './model-manifest.ts';
import { type OnnxModel, openOnnxModel } from './onnx-model.ts';

export interface FaceModels {
  readonly detector: OnnxModel;
  readonly landmarks: OnnxModel;
  readonly embedder: OnnxModel;
  readonly liveness: OnnxModel;
  /** Of the embedder. */
  readonly calibration: MatchCalibration;
  close(): Promise<void>;
}

export interface ModelOptions {
  /** Where the model files lie. */
  folder: string;
  /** How many threads one step may use: those of ONNX Runtime and, for the whole process, of the image decoder. */
  threads?: number;
  /** Another manifest than the project's own. */
  manifestPath?: string | undefined;
  /** Id of a superseded embedder, instead of the one in use. */
  embedder?: string | undefined;
}

/**
 * Opens every model once; a process loads them when it starts and keeps them until it ends.
 * @throws AssetError where the manifest is not valid, FaceModelError where a file is missing or not what it says.
 */
export async function loadModels({ folder, threads = 1, manifestPath, embedder }: ModelOptions): Promise<FaceModels> {
  const manifest = await readModelManifest(manifestPath);
  const calibration = findCalibration(manifest, embedder);
  sharp.concurrency(threads);
  // Every picture is decoded once: a cache of operations would only hold memory.
  sharp.cache(false);
  const opened: OnnxModel[] = [];
  const open = async (role: ModelRole): Promise<OnnxModel> => {
    const spec = findModel(manifest, role, role === 'embedder' ? embedder : undefined);
    const model = await openOnnxModel(spec, join(folder, spec.file), threads);
    opened.push(model);
    return model;
  };
  const close = async () => {
    await Promise.all(opened.map((model) => model.close()));
  };
  try {
    return {
      detector: await open('detector'),
      landmarks: await open('landmarks'),
      embedder: await open('embedder'),
      liveness: await open('liveness'),
      calibration,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
