import type { Doors } from '@hadir/shared/api/people';
import type { Procedure } from '@hadir/shared/api/procedures';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { chooseDoor } from '../doors/choose-door.ts';
import { doorName } from '../doors/find-door.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments, followProcedure } from './follow-procedure.ts';
import { readReason, reasonArgument } from './unit-arguments.ts';

/** Begins the way of a first unit to a door that stands empty. */
export function installCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'install',
    description: 'Ask for a first unit at a door that stands empty',
    examples: ['unit install "Dinas Kesehatan/Pintu Utama" --reason "Kantor baru"'],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      ...followArguments,
      door: { type: 'positional', required: true, description: 'Id of the door, or "OPD/Door name"' },
      ...reasonArgument,
    },
    run: async (args) => {
      const reason = readReason(args.reason);
      const session = await openSession(args, surroundings);
      const door = chooseDoor((await session.get<Doors>('/api/doors')).doors, args.door);
      await confirmed(args, surroundings, `Install a unit at ${doorName(door)}?`);
      const procedure = await session.post<Procedure>('/api/procedures', { kind: 'install', door: door.id, reason });
      await followProcedure(procedure, args, session, surroundings);
    },
  });
}
