import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClaimCode } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';
import { readWifi } from '../claims/make-claim-code.ts';
import { HadirError } from '../hadir-error.ts';
import { leafCommand } from '../leaf-command.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkCardSettings } from './card-settings.ts';
import { writeCard } from './write-card.ts';

const claimCode = Compile(ClaimCode);

/** Prepares the card of a unit; the operating system is on it already. */
export function imageCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'image',
    description: 'Write what turns a card with Raspberry Pi OS into a unit',
    examples: [
      'image --boot /media/bootfs --hostname pintu-utama --timezone Asia/Jayapura --release hadir.tar.gz',
      'image --boot /media/bootfs --hostname pintu-utama --timezone Asia/Jayapura --release hadir.tar.gz --wifi KantorDinas --claim claim.json --ssh-key ~/.ssh/id_ed25519.pub',
      'image --boot ./look-at-it --hostname coba --timezone Asia/Jakarta',
    ],
    args: {
      boot: {
        type: 'string',
        description: "The card's boot partition (the one with cmdline.txt), or an empty folder",
        required: true,
        valueHint: 'folder',
      },
      hostname: { type: 'string', description: 'Name of the unit in the network', required: true, valueHint: 'name' },
      timezone: { type: 'string', description: 'Zone of the door', required: true, valueHint: 'zone' },
      release: { type: 'string', description: 'The software, a .tar.gz of the project', valueHint: 'file' },
      claim: { type: 'string', description: 'From: hadir claim new --file', valueHint: 'file' },
      wifi: {
        type: 'string',
        description: 'Name of a Wi-Fi; its password is asked for, or HADIR_WIFI_PASSWORD',
        valueHint: 'name',
      },
      country: { type: 'string', description: 'Whose Wi-Fi channels are legal', default: 'ID', valueHint: 'code' },
      'ssh-key': {
        type: 'string',
        description: 'Public keys that may sign in as hadir-admin; without it nobody may',
        valueHint: 'file',
      },
      ntp: {
        type: 'string',
        description: 'Time servers; one within your own network is best',
        default: '0.id.pool.ntp.org,1.id.pool.ntp.org,2.id.pool.ntp.org',
        valueHint: 'host,…',
      },
      camera: { type: 'string', description: 'As in HADIR_CAMERA', default: 'rpicam' },
      screen: {
        type: 'boolean',
        description: 'A display beside the door shows the page of the unit',
        default: false,
      },
      'root-gib': { type: 'string', description: 'Size of the read-only system', default: '8', valueHint: 'number' },
      json: { type: 'boolean', description: 'Print JSON and nothing else', default: false },
    },
    run: async (args) => {
      const rootGib = readWholeNumber('--root-gib', args['root-gib'], 6, 64);
      const sshKeys = args['ssh-key'] === undefined ? [] : await readLines('--ssh-key', args['ssh-key']);
      const claim = args.claim === undefined ? null : await readClaim(args.claim);
      if (args.release !== undefined && !existsSync(args.release))
        throw new HadirError('usage', `The file ${args.release} of --release is not there.`);
      const wifi = await readWifi(args.wifi, surroundings.environment.wifiPassword, surroundings.askSecret);
      const { hostname, timezone, camera, country, screen } = args;
      const timeServers = args.ntp.split(',').filter(Boolean);
      const settings = { hostname, timezone, camera, country, wifi, sshKeys, timeServers, screen, rootGib };
      const isCard = existsSync(join(args.boot, 'cmdline.txt'));
      const files = await writeCard(args.boot, {
        settings: checkCardSettings(settings),
        instance: `hadir-${randomUUID()}`,
        claim,
        release: args.release ?? null,
      });
      if (args.json) return surroundings.print(JSON.stringify({ folder: args.boot, isCard, files }));
      surroundings.print(files.map((file) => join(args.boot, file)).join('\n'));
      if (!isCard) surroundings.tell('There is no cmdline.txt: this is no boot partition, only a folder to look at.');
      if (args.release === undefined)
        surroundings.tell(
          'There is no --release: the unit looks for hadir/release.tar.gz on the card, and stops without.',
        );
      if (wifi !== null || claim !== null)
        surroundings.tell('The card holds secrets until its first start; keep it with you.');
    },
  });
}

async function readLines(name: string, path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HadirError('usage', `The file ${path} of ${name} cannot be read.`, { cause });
  });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

async function readClaim(path: string): Promise<string> {
  const [text = ''] = await readLines('--claim', path);
  try {
    const value: unknown = JSON.parse(text);
    if (claimCode.Check(value)) return `${JSON.stringify(value)}\n`;
  } catch {
    // Told below, without what the file holds: it is a secret.
  }
  throw new HadirError('usage', `${path} is no claim file. Make one with: hadir claim new --file ${path}`);
}
