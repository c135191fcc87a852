import type { Quarantine } from '@hadir/shared/api/units';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeTable } from '../write-table.ts';

export function listQuarantineCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'list',
    description: 'List the messages in quarantine, newest first',
    examples: ['quarantine list', 'quarantine list --waiting --json'],
    args: {
      ...hubArguments,
      waiting: { type: 'boolean', description: 'Only what somebody has to decide', default: false },
      limit: { type: 'string', description: 'How many at most', default: '100', valueHint: 'number' },
    },
    run: async (args) => {
      const limit = readWholeNumber('--limit', args.limit, 1, 500);
      const session = await openSession(args, surroundings);
      const waiting = args.waiting ? '&decision=waiting' : '';
      const { messages } = await session.get<Quarantine>(`/api/quarantine?limit=${limit}${waiting}`);
      if (args.json) return surroundings.print(JSON.stringify({ messages }));
      if (messages.length === 0) return surroundings.tell('Nothing is in quarantine.');
      const rows = messages.map((one) => [one.id, one.receivedAt, one.unit ?? 'unknown', one.reason, one.decision]);
      surroundings.print(writeTable(['ID', 'RECEIVED', 'UNIT', 'REASON', 'DECISION'], rows));
    },
  });
}
