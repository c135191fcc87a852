import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments } from './follow-procedure.ts';
import { sendOrder } from './send-order.ts';
import { readUnitId, unitArgument } from './unit-arguments.ts';

export function restartCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'restart',
    description: 'Start the program of a unit anew',
    examples: ['unit restart unit-0a1b2c3d --wait'],
    args: { ...hubArguments, ...followArguments, ...unitArgument },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const session = await openSession(args, surroundings);
      await sendOrder(unit, { do: 'restart' }, args, session, surroundings);
    },
  });
}
