import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HadirError } from '../hadir-error.ts';
import type { CardSettings } from './card-settings.ts';
import { changeCommandLine } from './change-command-line.ts';
import { INSTALL_SCRIPT } from './install-script.ts';
import { writePrepareDisk } from './prepare-disk.ts';
import { systemFiles } from './system-files.ts';
import { writeMetaData, writeNetworkConfig, writeUserData } from './user-data.ts';

export interface CardContent {
  readonly settings: CardSettings;
  readonly instance: string;
  /** JSON of a `ClaimCode`, or null. */
  readonly claim: string | null;
  /** Path of a .tar.gz whose root is that of the project, or null. */
  readonly release: string | null;
}

/**
 * Writes what a unit's first start needs into a boot partition, or into any folder, to look at.
 * @returns the files, relative to the folder. @throws HadirError
 */
export async function writeCard(folder: string, content: CardContent): Promise<string[]> {
  const { settings } = content;
  const files: Record<string, string> = {
    'user-data': writeUserData(settings),
    'meta-data': writeMetaData(settings, content.instance),
    'network-config': writeNetworkConfig(settings),
    'hadir/prepare-disk.sh': writePrepareDisk(settings.rootGib),
    'hadir/install.sh': INSTALL_SCRIPT,
    'hadir/ssh': settings.sshKeys.length === 0 ? '' : 'yes\n',
  };
  for (const [path, text] of Object.entries(systemFiles(settings))) files[`hadir/files/${path}`] = text;
  if (content.claim !== null) files['hadir/claim.json'] = content.claim;
  const commandLine = await readFile(join(folder, 'cmdline.txt'), 'utf8').catch(() => null);
  if (commandLine !== null) files['cmdline.txt'] = changeCommandLine(commandLine);
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error('it is no folder');
    for (const [path, text] of Object.entries(files)) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { mode: 0o600 });
    }
    if (content.release !== null) await copyRelease(content.release, join(folder, 'hadir'));
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HadirError('failed', `The card ${folder} cannot be written: ${words}`, { cause });
  }
  return [
    ...Object.keys(files),
    ...(content.release === null ? [] : ['hadir/release.tar.gz', 'hadir/release.tar.gz.sha256']),
  ];
}

/** With its checksum, because cards lie. */
async function copyRelease(path: string, folder: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  await copyFile(path, join(folder, 'release.tar.gz'));
  await writeFile(join(folder, 'release.tar.gz.sha256'), `${hash.digest('hex')}  release.tar.gz\n`);
}
