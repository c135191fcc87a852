import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AssetError } from './asset-error.ts';

/** Puts the tarball of `name@version` into a folder and returns its path. @throws AssetError `fetch-failed`. */
export type PackPackage = (spec: string, folder: string) => Promise<string>;

export interface NpmCommand {
  /** The program and its first arguments, for example `['npm']` or `[node, npm-cli.js]`. */
  command: readonly [string, ...string[]];
  /** The project's root, so that its `.npmrc` counts beside the user's. */
  root: string;
}

const TIMEOUT_MS = 10 * 60 * 1000;
const run = promisify(execFile);

/** Fetches with `npm pack`, so that the registry, proxy and credentials of the user's own configuration are used. */
export function packWithNpm({ command: [program, ...first], root }: NpmCommand): PackPackage {
  return async (spec, folder) => {
    const args = [
      ...first,
      'pack',
      spec,
      '--pack-destination',
      folder,
      '--ignore-scripts',
      '--prefer-offline',
      '--loglevel=error',
    ];
    try {
      await run(program, args, { cwd: root, timeout: TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 });
    } catch (cause) {
      throw new AssetError('fetch-failed', explain(spec), cause);
    }
    const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    if (tarball === undefined) throw new AssetError('fetch-failed', explain(spec));
    return join(folder, tarball);
  };
}

function explain(spec: string): string {
  return [
    `npm could not fetch ${spec}.`,
    `Check that the registry is reachable ("npm view ${spec} version"), then run "npm run postinstall".`,
  ].join('\n');
}
