import type { Procedure } from '@hadir/shared/api/procedures';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments, followProcedure } from './follow-procedure.ts';

const WORDS = {
  approve: 'Approve a procedure that waits for a second person',
  refuse: 'Refuse a procedure that waits for a second person',
  cancel: 'Call off a procedure that has not gone too far',
} as const;

export function decideProcedureCommand(surroundings: Surroundings, decision: keyof typeof WORDS) {
  return leafCommand({
    name: decision,
    description: WORDS[decision],
    examples: [`unit ${decision} 0b9f2c1e-5d7a-4a36-9c41-7f0de2a8b613 --reason "Sesuai surat permohonan"`],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      ...followArguments,
      procedure: { type: 'positional', required: true, description: 'Its id, from: hadir unit procedures' },
      reason: { type: 'string', description: 'A note for the audit log', valueHint: 'words' },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const path = `/api/procedures/${encodeURIComponent(args.procedure)}`;
      const shown = await session.get<Procedure>(path);
      const what = `${shown.kind} at ${shown.opdName}/${shown.doorName}: ${shown.reason}`;
      await confirmed(args, surroundings, `${decision} "${what}"?`);
      const note = args.reason === undefined ? {} : { note: args.reason };
      const procedure = await session.post<Procedure>(`${path}/${decision}`, note);
      if (decision === 'approve') return followProcedure(procedure, args, session, surroundings);
      surroundings.print(args.json ? JSON.stringify(procedure) : `The procedure is ${procedure.state}.`);
    },
  });
}
