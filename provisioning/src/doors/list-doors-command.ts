import type { Doors } from '@hadir/shared/api/people';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { doorName } from './find-door.ts';

/** Every door with the unit that serves it. */
export function listDoorsCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'list',
    description: 'List the doors and the units that serve them',
    examples: ['door list', 'door list --json'],
    args: {
      ...hubArguments,
      free: { type: 'boolean', description: 'Only doors that no unit serves', default: false },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const answer = await session.get<Doors>('/api/doors');
      const doors = answer.doors.filter((door) => !args.free || door.unit === null);
      if (args.json) return surroundings.print(JSON.stringify({ doors }));
      for (const door of doors) surroundings.print(`${door.id}  ${door.unit ?? 'no unit      '}  ${doorName(door)}`);
      if (doors.length === 0) surroundings.tell('There is no such door. Add one with: hadir door add');
    },
  });
}
