import type { QuarantineDecided } from '@hadir/shared/api/units';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';

const WORDS = {
  accept: {
    description: 'Accept a message: its entries count from then on',
    consequence: 'Its entries will count.',
    done: 'accepted',
  },
  refuse: {
    description: 'Refuse a message: it is kept, and never counts',
    consequence: 'Its entries will never count.',
    done: 'refused',
  },
} as const;

export function decideCommand(surroundings: Surroundings, decision: 'accept' | 'refuse') {
  const { description, consequence } = WORDS[decision];
  return leafCommand({
    name: decision,
    description,
    examples: [`quarantine ${decision} 42 --reason "Diperiksa bersama kepala kantor"`],
    args: {
      ...hubArguments,
      ...destructiveArguments,
      id: { type: 'positional', required: true, description: 'Its number, from: hadir quarantine list' },
      reason: { type: 'string', description: 'Why, for the audit log', required: true, valueHint: 'words' },
    },
    run: async (args) => {
      await confirmed(
        args,
        surroundings,
        `${decision === 'accept' ? 'Accept' : 'Refuse'} message ${args.id}? ${consequence}`,
      );
      const session = await openSession(args, surroundings);
      const path = `/api/quarantine/${encodeURIComponent(args.id)}/decide`;
      const answer = await session.post<QuarantineDecided>(path, { decision, note: args.reason });
      surroundings.print(args.json ? JSON.stringify(answer) : describe(args.id, decision, answer));
    },
  });
}

function describe(id: string, decision: 'accept' | 'refuse', { stored, leftOut }: QuarantineDecided): string {
  const lines = [`Message ${id}: ${WORDS[decision].done}.`];
  if (stored > 0) lines.push(`${stored} entries count from now on.`);
  if (leftOut > 0) lines.push(`${leftOut} entries were made after the unit was shut out; they stay out.`);
  return lines.join(' ');
}
