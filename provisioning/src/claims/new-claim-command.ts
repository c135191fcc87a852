import type { Door, Doors } from '@hadir/shared/api/people';
import type { Procedure } from '@hadir/shared/api/procedures';
import type { Claim } from '@hadir/shared/api/units';
import { toFile, toString as toText } from 'qrcode';
import { chooseDoor } from '../doors/choose-door.ts';
import { doorName } from '../doors/find-door.ts';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import type { HubSession } from '../hub/hub-session.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { claimCodeText, makeClaimCode, readWifi } from './make-claim-code.ts';

/** Cameras of units are coarse and printers smear: modules are large, and a fifth of the code may be unreadable. */
const CODE = { errorCorrectionLevel: 'M' } as const;

/** Makes a one-time claim with which one unit may take over one door. */
export function newClaimCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'new',
    description: 'Make a one-time claim for the unit of a door, and draw it for its camera',
    examples: [
      'claim new --door "Dinas Kesehatan/Pintu Utama"',
      'claim new --door "Dinas Kesehatan/Pintu Utama" --wifi KantorDinas --png claim.png',
      'claim new --door "Dinas Kesehatan/Pintu Utama" --file claim.json',
    ],
    args: {
      ...hubArguments,
      door: { type: 'string', description: 'Id of the door, or "OPD/Door name"', valueHint: 'door' },
      procedure: {
        type: 'string',
        description: 'Instead of --door: the procedure that waits for the unit',
        valueHint: 'id',
      },
      png: { type: 'string', description: 'Write the QR code to this picture', valueHint: 'file' },
      file: { type: 'string', description: 'Write claim.json for the card of a unit', valueHint: 'file' },
      wifi: {
        type: 'string',
        description: 'Name of the Wi-Fi that the unit shall join; its password is asked for, or HADIR_WIFI_PASSWORD',
        valueHint: 'name',
      },
      qr: { type: 'boolean', description: 'Draw the QR code', default: true, negativeDescription: 'Draw no QR code' },
    },
    run: async (args) => {
      const { environment, askSecret, print, tell } = surroundings;
      if ((args.door === undefined) === (args.procedure === undefined))
        throw new HadirError('usage', 'Pass either --door or --procedure: which door shall the unit serve?');
      const session = await openSession(args, surroundings);
      const { door, path, body } = await findTarget(session, args);
      const wifi = await readWifi(args.wifi, environment.wifiPassword, askSecret);
      const claim = await session.post<Claim>(path, body);
      const code = makeClaimCode(claim.code, wifi);
      if (args.file !== undefined) await writePrivateFile(args.file, `${JSON.stringify(code)}\n`);
      if (args.png !== undefined) await drawPicture(args.png, claimCodeText(code));
      if (args.json) return print(JSON.stringify({ ...claim, opdName: door.opdName }));
      if (args.qr) print(await toText(claimCodeText(code), { ...CODE, type: 'utf8' }));
      print(describe(claim, door));
      if (wifi !== null) tell('The QR code holds the password of the Wi-Fi: show it to the camera and to nobody else.');
    },
  });
}

interface Target {
  readonly door: Door;
  readonly path: string;
  readonly body: object;
}

/** A procedure that waits for a unit at the door gives the claim, so that it goes on when the claim is used. */
async function findTarget(
  session: HubSession,
  wanted: { door: string | undefined; procedure: string | undefined },
): Promise<Target> {
  const { doors } = await session.get<Doors>('/api/doors');
  const byProcedure = (procedure: Procedure, door: Door) => {
    return { door, path: `/api/procedures/${procedure.id}/claim`, body: {} };
  };
  if (wanted.procedure !== undefined) {
    const procedure = await session.get<Procedure>(`/api/procedures/${encodeURIComponent(wanted.procedure)}`);
    return byProcedure(procedure, chooseDoor(doors, procedure.door));
  }
  const door = chooseDoor(doors, wanted.door ?? '');
  const { procedures } = await session.get<{ procedures: Procedure[] }>(`/api/procedures?open=true&door=${door.id}`);
  const waiting = procedures.find(({ mayClaim }) => mayClaim);
  return waiting === undefined ? { door, path: '/api/claims', body: { door: door.id } } : byProcedure(waiting, door);
}

async function drawPicture(path: string, text: string): Promise<void> {
  await writePrivateFile(path, '');
  await toFile(path, text, { ...CODE, type: 'png', scale: 12, margin: 4 }).catch((cause: unknown) => {
    throw new HadirError('failed', `The picture ${path} cannot be written.`, { cause });
  });
}

/** The check symbol of a claim may be one that a shell would take for its own, hence the quotes. */
function describe(claim: Claim, door: Door): string {
  return [
    `Claim:        ${claim.claim}`,
    `Door:         ${doorName(door)}`,
    `Valid until:  ${claim.expiresAt}, once`,
    `Fingerprint:  ${claim.caFingerprint}`,
    ...(door.unit === null ? [] : [`Note:         ${door.unit} serves this door now; see: hadir unit replace --help`]),
    '',
    "Show the QR code to the unit's camera, or set on the unit:",
    `HADIR_HUB='${claim.hub}'`,
    `HADIR_CA_FINGERPRINT='${claim.caFingerprint}'`,
    `HADIR_CLAIM='${claim.claim}'`,
  ].join('\n');
}
