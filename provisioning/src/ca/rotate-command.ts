import type { AuthorityState } from '@hadir/shared/api/authority';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { describeAuthority } from './describe-authority.ts';

/** Begins the exchange of the authority; both are good until `ca finish`. */
export function rotateCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'rotate',
    description: 'Make a new authority beside the old one; units follow by themselves',
    examples: ['ca rotate', 'ca rotate --yes --json'],
    args: { ...hubArguments, ...destructiveArguments },
    run: async (args) => {
      await confirmed(
        args,
        surroundings,
        'Make a new authority? Every unit gets a new certificate; the old authority stays good until "hadir ca finish".',
      );
      const session = await openSession(args, surroundings);
      const state = await session.post<AuthorityState>('/api/authority/rotate');
      surroundings.print(args.json ? JSON.stringify(state) : describeAuthority(state));
    },
  });
}
