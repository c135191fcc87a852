import type { Procedure } from '@hadir/shared/api/procedures';
import { confirmed, destructiveArguments } from '../confirmed.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments, followProcedure } from './follow-procedure.ts';
import { readReason, readUnitId, reasonArgument, unitArgument } from './unit-arguments.ts';

const WORDS = {
  replace: {
    description: 'Let another unit take over the door of a broken one',
    question: (unit: string) => `Replace ${unit}? It is shut out when the new unit claims the door.`,
    reason: 'Kamera rusak',
  },
  retire: {
    description: 'Take a unit out of service; its door is free afterwards',
    question: (unit: string) => `Retire ${unit}? Its faces are erased, and it is shut out.`,
    reason: 'Kantor pindah gedung',
  },
  reactivate: {
    description: 'Let hardware that was reset serve its door again',
    question: (unit: string) => `Re-activate ${unit}? Its old keys are shut out when it claims the door.`,
    reason: 'Kartu SD diganti',
  },
  stolen: {
    description: 'Shut a stolen unit out at once',
    question: (unit: string) => `Report ${unit} stolen? It is shut out at once and for good.`,
    reason: 'Hilang, laporan polisi nomor 12/2026',
  },
} as const;

/** @param kind what is asked for of the unit; see `ProcedureKind`. */
export function startProcedureCommand(surroundings: Surroundings, kind: keyof typeof WORDS) {
  const { description, question, reason } = WORDS[kind];
  return leafCommand({
    name: kind,
    description,
    examples: [
      `unit ${kind} unit-0a1b2c3d --reason "${reason}"`,
      `unit ${kind} unit-0a1b2c3d --reason "${reason}" --yes --wait`,
    ],
    args: { ...hubArguments, ...destructiveArguments, ...followArguments, ...unitArgument, ...reasonArgument },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const body = { kind, unit, reason: readReason(args.reason) };
      await confirmed(args, surroundings, question(unit));
      const session = await openSession(args, surroundings);
      const procedure = await session.post<Procedure>('/api/procedures', body);
      await followProcedure(procedure, args, session, surroundings);
    },
  });
}
