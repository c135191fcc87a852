import type { Unit, Units } from '@hadir/shared/api/units';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeTable } from '../write-table.ts';

export function listUnitsCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'list',
    description: 'List the units: where they are, whether they answer, what is wrong',
    examples: [
      'unit list',
      'unit list --wrong',
      'unit list --search "dinas kesehatan"',
      'unit list --state quarantined --json',
    ],
    args: {
      ...hubArguments,
      state: {
        type: 'enum',
        options: ['active', 'quarantined', 'revoked', 'all'],
        description: 'Only units in this state; otherwise all but the revoked ones',
      },
      search: { type: 'string', description: 'Part of the id, the door or the office', valueHint: 'words' },
      wrong: { type: 'boolean', description: 'Only units with which something is wrong', default: false },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const query = new URLSearchParams();
      if (args.state !== undefined) query.set('state', args.state);
      if (args.search !== undefined) query.set('q', args.search);
      const { at, units: found } = await session.get<Units>(`/api/units?${query}`);
      const units = found.filter((unit) => !args.wrong || unit.problems.length > 0);
      if (args.json) return surroundings.print(JSON.stringify({ at, units }));
      if (units.length === 0) return surroundings.tell('There is no such unit.');
      surroundings.print(
        writeTable(['UNIT', 'STATE', 'ONLINE', 'DOOR', 'WRONG SINCE', 'WHAT IS WRONG'], units.map(row)),
      );
    },
  });
}

function row(unit: Unit): string[] {
  const door = unit.serves ? `${unit.opdName}/${unit.doorName}` : 'none';
  return [unit.id, unit.state, unit.online ? 'yes' : 'no', door, unit.wrongSince ?? '', unit.problems.join(' ')];
}
