import type { Door, Doors } from '@hadir/shared/api/people';
import type { Claim } from '@hadir/shared/api/units';
import { defineCommand } from 'citty';
import { doorName, findDoor } from './find-door.ts';
import { HadirError } from './hadir-error.ts';
import { hubArguments, openSession } from './hub-arguments.ts';

export interface Surroundings {
  readonly password: string | undefined;
  print(text: string): void;
}

/** `hadir claim`: makes a one-time claim with which one unit may take over one door. */
export function claimCommand({ password, print }: Surroundings) {
  return defineCommand({
    meta: { name: 'hadir claim', description: 'Make a one-time claim for the unit of a door' },
    args: {
      ...hubArguments,
      door: { type: 'string', description: 'Id of the door, or "OPD/Door name"', required: true },
    },
    run: async ({ args }) => {
      const session = await openSession(args, password);
      const { doors } = await session.get<Doors>('/api/doors');
      const door = chooseDoor(doors, args.door);
      const claim = await session.post<Claim>('/api/claims', { door: door.id });
      print(args.json ? JSON.stringify({ ...claim, opdName: door.opdName }) : describe(claim, door));
    },
  });
}

function chooseDoor(doors: readonly Door[], wanted: string): Door {
  const outcome = findDoor(doors, wanted);
  switch (outcome.kind) {
    case 'found':
      return outcome.door;
    case 'ambiguous':
      throw new HadirError(
        'no-such-door',
        `Several doors have this name. Choose one:\n${outcome.doors.map((door) => `  ${doorName(door)}`).join('\n')}`,
      );
    case 'unknown': {
      const hint = outcome.near.length === 0 ? 'List them with: hadir doors' : `Near:\n  ${outcome.near.join('\n  ')}`;
      throw new HadirError('no-such-door', `There is no door "${wanted}". ${hint}`);
    }
  }
}

/** The check symbol of a claim may be one that a shell would take for its own, hence the quotes. */
function describe(claim: Claim, door: Door): string {
  return [
    `Claim:        ${claim.claim}`,
    `Door:         ${doorName(door)}`,
    `Valid until:  ${claim.expiresAt}, once`,
    `Fingerprint:  ${claim.caFingerprint}`,
    ...(door.unit === null ? [] : [`Note:         ${door.unit} serves this door now and has to be released first.`]),
    '',
    'Set on the unit:',
    `HADIR_HUB='${claim.hub}'`,
    `HADIR_CA_FINGERPRINT='${claim.caFingerprint}'`,
    `HADIR_CLAIM='${claim.claim}'`,
  ].join('\n');
}
