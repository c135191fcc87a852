import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findModel } from '@hadir/shared/face/find-model';
import { MODEL_ROLES, readModelManifest } from '@hadir/shared/face/model-manifest';

/**
 * @param folder where the model files should lie
 * @returns the path of the first one that is not there, or null. @throws AssetError, FaceModelError where the manifest is wrong.
 */
export async function findMissingModel(folder: string): Promise<string | null> {
  const manifest = await readModelManifest();
  for (const role of MODEL_ROLES) {
    const path = join(folder, findModel(manifest, role).file);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return path;
  }
  return null;
}
