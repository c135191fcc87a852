import type { Door, Opd } from '@hadir/shared/api/people';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { doorName } from './find-door.ts';

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

/** Adds a door to an office, and the office too where `--zone` says that it is a new one. */
export function addDoorCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'add',
    description: 'Add a door to an office (OPD)',
    examples: [
      'door add --opd "Dinas Kesehatan" --name "Pintu Utama"',
      'door add --opd "Distrik Baru" --name "Pintu Utama" --zone Asia/Jayapura',
    ],
    args: {
      ...hubArguments,
      opd: { type: 'string', description: 'Name or id of the office', required: true, valueHint: 'name' },
      name: { type: 'string', description: 'Name of the door', required: true },
      zone: { type: 'enum', options: ZONES, description: 'Make the office first, in this time zone' },
    },
    run: async (args) => {
      const session = await openSession(args, surroundings);
      const { opds } = await session.get<{ opds: Opd[] }>('/api/opds');
      const wanted = args.opd.trim().toLowerCase();
      let opd = opds.find((one) => one.id === wanted || one.name.toLowerCase() === wanted);
      if (opd === undefined) {
        if (args.zone === undefined) throw unknownOffice(args.opd, opds);
        opd = await session.post<Opd>('/api/opds', { name: args.opd.trim(), zone: args.zone });
      }
      const door = await session.post<Door>('/api/doors', { opd: opd.id, name: args.name.trim() });
      surroundings.print(args.json ? JSON.stringify(door) : `${door.id}  ${doorName(door)}`);
    },
  });
}

function unknownOffice(name: string, opds: readonly Opd[]): HadirError {
  const near = opds.filter((one) => one.name.toLowerCase().includes(name.trim().toLowerCase().slice(0, 6))).slice(0, 5);
  const hint = near.length === 0 ? '' : ` Near: ${near.map((one) => one.name).join(', ')}.`;
  return new HadirError(
    'not-found',
    `There is no office "${name}".${hint} Pass --zone to make a new one of this name.`,
  );
}
