import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HadirError } from '../hadir-error.ts';
import { leafCommand } from '../leaf-command.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';
import { writePrivateFile } from '../write-private-file.ts';

/** Makes the authority of a hub before its first start, on a machine without a network if need be. */
export function initCommand({ print, now }: Surroundings) {
  return leafCommand({
    name: 'init',
    description: "Make a hub's certificate authority before its first start, offline",
    examples: ['ca init --data /srv/hadir --region "Kabupaten Contoh"'],
    args: {
      data: {
        type: 'string',
        description: "The hub's data folder (its HADIR_DATA); keys go into keys/",
        required: true,
        valueHint: 'folder',
      },
      region: { type: 'string', description: 'Name of the local government, as in HADIR_REGION', required: true },
      years: { type: 'string', description: 'How long it is valid', default: '20', valueHint: 'number' },
      json: { type: 'boolean', description: 'Print JSON and nothing else', default: false },
    },
    run: async (args) => {
      const years = readWholeNumber('--years', args.years, 1, 30);
      if (args.region.trim().length < 2 || args.region.length > 58)
        throw new HadirError('usage', '--region must be a name of 2 to 58 characters.');
      const keys = join(args.data, 'keys');
      const certificateFile = join(keys, 'ca.pem');
      const keyFile = join(keys, 'ca-key.pem');
      for (const file of [certificateFile, keyFile]) {
        if (existsSync(file))
          throw new HadirError(
            'failed',
            `${file} is there already: this hub has an authority. To replace it while units are in service, use: hadir ca rotate`,
          );
      }
      // The certificate library takes longer to load than all else, and only this command needs it.
      const { makeAuthority } = await import('./make-authority.ts');
      const made = await makeAuthority(args.region.trim(), years, now());
      await makeFolder(keys);
      await writePrivateFile(keyFile, made.key);
      await writePrivateFile(certificateFile, made.certificate);
      const { fingerprint } = made;
      const validUntil = made.validUntil.toISOString();
      if (args.json)
        return print(JSON.stringify({ fingerprint, validUntil, certificate: certificateFile, key: keyFile }));
      print(
        [
          `Fingerprint:  ${fingerprint}`,
          `Valid until:  ${validUntil}`,
          `Certificate:  ${certificateFile}`,
          `Key:          ${keyFile} (mode 0600; keep a copy in a safe place: without it no unit can renew)`,
          '',
          `Start the hub with HADIR_DATA='${args.data}'; it uses this authority and makes its other keys itself.`,
        ].join('\n'),
      );
    },
  });
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HadirError('failed', `The folder ${path} cannot be made: ${words}`, { cause });
  }
}
