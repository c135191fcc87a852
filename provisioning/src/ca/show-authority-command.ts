import type { AuthorityState } from '@hadir/shared/api/authority';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { describeAuthority } from './describe-authority.ts';

/** Which authorities a hub has, and which units have not followed the newest one. */
export function showAuthorityCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'show',
    description: 'Show the authorities of a hub and the units that are behind',
    examples: ['ca show', 'ca show --json'],
    args: hubArguments,
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const state = await session.get<AuthorityState>('/api/authority');
      surroundings.print(args.json ? JSON.stringify(state) : describeAuthority(state));
    },
  });
}
