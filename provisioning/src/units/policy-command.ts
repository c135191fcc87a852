import { LifecyclePolicy } from '@hadir/shared/api/procedures';
import { Compile } from 'typebox/compile';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';

const policySchema = Compile(LifecyclePolicy);

/** Which procedures a second person must approve. */
export function policyCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'policy',
    description: 'Show or set which procedures a second person must approve',
    examples: ['unit policy', 'unit policy --second-person replace,move,retire', 'unit policy --second-person none'],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      'second-person': {
        type: 'string',
        description: 'Kinds of procedures (install, replace, move, retire, reactivate, stolen), or none',
        valueHint: 'kind,…',
      },
    },
    run: async (args) => {
      const wanted = args['second-person'];
      const policy = wanted === undefined ? null : readPolicy(wanted);
      if (policy !== null)
        await confirmed(args, surroundings, `A second person must approve: ${list(policy)}. Is this meant?`);
      const session = await openSession(args, surroundings);
      const now =
        policy === null
          ? await session.get<LifecyclePolicy>('/api/lifecycle-policy')
          : await session.put<LifecyclePolicy>('/api/lifecycle-policy', policy);
      surroundings.print(args.json ? JSON.stringify(now) : `A second person must approve: ${list(now)}`);
    },
  });
}

/** @throws HadirError `usage` */
function readPolicy(text: string): LifecyclePolicy {
  const policy = { secondPerson: text === 'none' ? [] : text.split(',').map((kind) => kind.trim()) };
  if (policySchema.Check(policy)) return policy;
  throw new HadirError(
    'usage',
    '--second-person must be none, or kinds out of install, replace, move, retire, reactivate, stolen, each once.',
  );
}

function list({ secondPerson }: LifecyclePolicy): string {
  return secondPerson.length === 0 ? 'nothing, nobody has to' : secondPerson.join(', ');
}
