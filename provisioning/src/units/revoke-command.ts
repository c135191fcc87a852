import type { Unit } from '@hadir/shared/api/units';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { readReason, readUnitId, reasonArgument, unitArgument } from './unit-arguments.ts';

/** Shuts a unit out: session, reconnection, renewal and ingest, at once. */
export function revokeCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'revoke',
    description: 'Shut a unit out at once and for good',
    examples: ['unit revoke unit-0a1b2c3d --reason "Kunci diduga disalin"'],
    args: { ...hubArguments, ...destructiveArguments, ...unitArgument, ...reasonArgument },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const body = { reason: readReason(args.reason) };
      await confirmed(args, surroundings, `Shut ${unit} out at once? It cannot come back under its keys.`);
      const session = await openSession(args, surroundings);
      await session.post(`/api/units/${unit}/revoke`, body);
      const after = await session.get<Unit>(`/api/units/${unit}`);
      surroundings.print(args.json ? JSON.stringify(after) : `${unit} is ${after.state}.`);
    },
  });
}
