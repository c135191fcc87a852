import type { Procedure } from '@hadir/shared/api/procedures';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { describeProcedure } from './describe-procedure.ts';
import { followArguments, followProcedure } from './follow-procedure.ts';

/** What happens to units now, or one procedure step by step. */
export function listProceduresCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'procedures',
    description: 'List what happens to units now, or follow one procedure',
    examples: ['unit procedures', 'unit procedures --all --json', 'unit procedures 6f1c…-… --wait'],
    args: {
      ...hubArguments,
      ...followArguments,
      procedure: { type: 'positional', description: 'Id of one procedure', required: false },
      all: { type: 'boolean', description: 'Also those that have ended', default: false },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      if (args.procedure !== undefined) {
        const one = await session.get<Procedure>(`/api/procedures/${encodeURIComponent(args.procedure)}`);
        return followProcedure(one, args, session, surroundings);
      }
      const answer = await session.get<{ procedures: Procedure[] }>(`/api/procedures${args.all ? '' : '?open=true'}`);
      const { procedures } = answer;
      if (args.json) return surroundings.print(JSON.stringify({ procedures }));
      if (procedures.length === 0) return surroundings.tell('Nothing happens to any unit now.');
      surroundings.print(procedures.map(describeProcedure).join('\n\n'));
    },
  });
}
