import type { Doors } from '@hadir/shared/api/people';
import type { Procedure } from '@hadir/shared/api/procedures';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { chooseDoor } from '../doors/choose-door.ts';
import { doorName } from '../doors/find-door.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments, followProcedure } from './follow-procedure.ts';
import { readReason, readUnitId, reasonArgument, unitArgument } from './unit-arguments.ts';

/** Lets a unit serve another door; what it recorded before still counts for the old one. */
export function moveCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'move',
    description: 'Let a unit serve another door that is free',
    examples: ['unit move unit-0a1b2c3d --to "Dinas Kesehatan/Pintu Utama" --reason "Kantor lama ditutup" --wait'],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      ...followArguments,
      ...unitArgument,
      ...reasonArgument,
      to: { type: 'string', description: 'Id of the door, or "OPD/Door name"', required: true, valueHint: 'door' },
    },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const reason = readReason(args.reason);
      const session = await openSession(args, surroundings);
      const door = chooseDoor((await session.get<Doors>('/api/doors')).doors, args.to);
      const question = `Move ${unit} to ${doorName(door)}? It leaves the door that it serves now.`;
      await confirmed(args, surroundings, question);
      const body = { kind: 'move', unit, door: door.id, reason };
      const procedure = await session.post<Procedure>('/api/procedures', body);
      await followProcedure(procedure, args, session, surroundings);
    },
  });
}
