import type { Doors } from '@hadir/shared/api/people';
import { defineCommand } from 'citty';
import type { Surroundings } from './claim-command.ts';
import { doorName } from './find-door.ts';
import { hubArguments, openSession } from './hub-arguments.ts';

/** `hadir doors`: every door with the unit that serves it. */
export function doorsCommand({ password, print }: Surroundings) {
  return defineCommand({
    meta: { name: 'hadir doors', description: 'List the doors and the units that serve them' },
    args: hubArguments,
    run: async ({ args }) => {
      const session = await openSession(args, password);
      const answer = await session.get<Doors>('/api/doors');
      if (args.json) {
        print(JSON.stringify(answer));
        return;
      }
      for (const door of answer.doors) print(`${door.id}  ${door.unit ?? 'no unit      '}  ${doorName(door)}`);
    },
  });
}
