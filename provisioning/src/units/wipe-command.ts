import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments } from './follow-procedure.ts';
import { sendOrder } from './send-order.ts';
import { readReason, readUnitId, reasonArgument, unitArgument } from './unit-arguments.ts';

export function wipeCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'wipe',
    description: 'Destroy keys and faces on a unit, and its journal once the hub holds it',
    examples: ['unit wipe unit-0a1b2c3d --reason "Dikembalikan ke gudang" --wait'],
    args: { ...hubArguments, ...destructiveArguments, ...followArguments, ...unitArgument, ...reasonArgument },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const reason = readReason(args.reason);
      await confirmed(
        args,
        surroundings,
        `Wipe ${unit}? Afterwards it is as new and has to be claimed again on the spot.`,
      );
      const session = await openSession(args, surroundings);
      await sendOrder(unit, { do: 'wipe', reason }, args, session, surroundings);
    },
  });
}
