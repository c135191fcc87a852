import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { loadModels } from '@hadir/shared/face/load-models';
import { MODEL_MANIFEST_PATH, type ModelManifest, readModelManifest } from '@hadir/shared/face/model-manifest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const models = join(DEFAULT_ASSETS_FOLDER, 'models');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes the project's manifest, changed, and returns its path. */
async function changeManifest(change: (manifest: ModelManifest) => void): Promise<string> {
  const manifest = structuredClone(await readModelManifest());
  change(manifest);
  const path = join(folder, 'manifest.json');
  await writeFile(path, JSON.stringify(manifest));
  return path;
}

describe('loadModels', () => {
  it('names the model file that is missing and says how to get it', async () => {
    await cp(join(models, 'fr_detect.onnx'), join(folder, 'fr_detect.onnx'));
    await expect(loadModels({ folder })).rejects.toMatchObject({
      code: 'model-unreadable',
      message: expect.stringMatching(/fr_landmark\.onnx.*npm run postinstall/),
    });
  });

  it('refuses a model file that is none', async () => {
    await writeFile(join(folder, 'fr_detect.onnx'), 'no model');
    await expect(loadModels({ folder })).rejects.toMatchObject({ code: 'model-unreadable' });
  });

  it('refuses a model whose tensors are not those of the manifest, and names both', async () => {
    const manifestPath = await changeManifest((manifest) => {
      for (const file of manifest.files) if (file.role === 'embedder') file.input.shape = [1, 3, 224, 224];
    });
    await expect(loadModels({ folder: models, manifestPath })).rejects.toMatchObject({
      code: 'model-differs',
      message: expect.stringMatching(/1×3×112×112.*1×3×224×224/),
    });
  });

  it('refuses a manifest that names no model for a role, or two', async () => {
    const without = await changeManifest((manifest) => {
      manifest.files = manifest.files.filter((file) => file.role !== 'liveness');
    });
    await expect(loadModels({ folder: models, manifestPath: without })).rejects.toMatchObject({ code: 'role-unclear' });
    const twice = await changeManifest((manifest) => manifest.files.push(...manifest.files.slice(0, 1)));
    await expect(loadModels({ folder: models, manifestPath: twice })).rejects.toMatchObject({ code: 'role-unclear' });
  });

  it('refuses an embedder of which nobody measured how alike strangers are to it', async () => {
    const manifestPath = await changeManifest((manifest) => {
      for (const file of manifest.files) delete file.calibration;
    });
    await expect(loadModels({ folder: models, manifestPath })).rejects.toMatchObject({
      code: 'not-calibrated',
      message: expect.stringContaining('npm run eval:faces'),
    });
  });

  it('names the field of a manifest that is wrong', async () => {
    const manifestPath = await changeManifest((manifest) => {
      for (const file of manifest.files) file.sha256 = 'not a checksum';
    });
    await expect(readModelManifest(manifestPath)).rejects.toMatchObject({
      code: 'manifest-invalid',
      message: expect.stringContaining('/files/0/sha256'),
    });
  });

  it('refuses a manifest that leads out of the package or the folder', async () => {
    for (const [field, value] of [
      ['file', '../stolen.onnx'],
      ['path', '../../etc/passwd'],
    ] as const) {
      const manifestPath = await changeManifest((manifest) => {
        for (const file of manifest.files) file[field] = value;
      });
      await expect(readModelManifest(manifestPath)).rejects.toMatchObject({ code: 'manifest-invalid' });
    }
  });

  it('accepts the manifest that the project comes with', async () => {
    expect(JSON.parse(await readFile(MODEL_MANIFEST_PATH, 'utf8'))).toEqual(await readModelManifest());
  });
});
