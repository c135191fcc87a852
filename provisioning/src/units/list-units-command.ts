import type { Unit, Units } from '@hadir/shared/api/units';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeTable } from '../write-table.ts';

export function listUnitsCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'list',
    description: 'List the units: where they are, whether they answer, what is wrong',
    examples: ['unit list', 'unit list --wrong', 'unit list --state quarantined --json'],
    args: {
      ...hubArguments,
      state: {
        type: 'enum',
        options: ['active', 'quarantined', 'revoked'],
        description: 'Only units in this state',
      },
      wrong: { type: 'boolean', description: 'Only units with which something is wrong', default: false },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const { at, units: all } = await session.get<Units>('/api/units');
      const units = all.filter(
        (unit) => (args.state === undefined || unit.state === args.state) && (!args.wrong || unit.problems.length > 0),
      );
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
