import type { AuthorityState } from '@hadir/shared/api/authority';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { describeAuthority } from './describe-authority.ts';

/** Drops the older authority; the hub refuses while a unit depends on it, unless forced. */
export function finishCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'finish',
    description: 'Drop the older authority once every unit has followed',
    examples: ['ca finish', 'ca finish --force --yes'],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      force: {
        type: 'boolean',
        description: 'Leave the units that are behind; somebody has to visit them',
        default: false,
      },
    },
    run: async (args) => {
      const consequence = args.force ? ' Units that are behind have to be claimed again on the spot.' : '';
      await confirmed(args, surroundings, `Drop the older authority for good?${consequence}`);
      const session = await openSession(args, surroundings);
      const state = await session.post<AuthorityState>('/api/authority/finish', { force: args.force });
      surroundings.print(args.json ? JSON.stringify(state) : describeAuthority(state));
    },
  });
}
