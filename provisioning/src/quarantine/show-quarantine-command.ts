import type { QuarantineDetail } from '@hadir/shared/api/units';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';

/** One message in quarantine, each of its entries beside what the hub holds under the same number. */
export function showQuarantineCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'show',
    description: 'Show a message in quarantine beside what the hub holds',
    examples: ['quarantine show 42'],
    args: {
      ...hubArguments,
      id: { type: 'positional', required: true, description: 'Its number, from: hadir quarantine list' },
      after: { type: 'string', description: 'Begin after this entry', default: '0', valueHint: 'number' },
    },
    run: async (args) => {
      const after = readWholeNumber('--after', args.after, 0, 2_147_483_647);
      const session = await openSession(args, surroundings);
      const detail = await session.get<QuarantineDetail>(
        `/api/quarantine/${encodeURIComponent(args.id)}?after=${after}`,
      );
      surroundings.print(args.json ? JSON.stringify(detail) : describe(detail));
    },
  });
}

function describe(detail: QuarantineDetail): string {
  const lines = [
    `Message:   ${detail.id} of ${detail.unit ?? 'an unknown unit'}, ${detail.bytes} bytes, received ${detail.receivedAt}${detail.times > 1 ? `, ${detail.times} times` : ''}`,
    `Reason:    ${detail.reason}: ${detail.detail}`,
    `Decision:  ${detail.decision}${detail.decidedBy === null ? '' : ` by ${detail.decidedBy}, ${detail.decidedAt}: ${detail.note}`}`,
  ];
  if (detail.entries === null) return [...lines, 'It holds no journal entries.'].join('\n');
  for (const { seq, held, other } of detail.entries)
    lines.push('', `Entry ${seq}`, `  hub holds:  ${oneLine(held)}`, `  message:    ${oneLine(other)}`);
  if (detail.more) lines.push('', 'More entries follow; --after NUMBER shows them.');
  return lines.join('\n');
}

function oneLine(payload: unknown): string {
  return payload === null ? 'nothing' : JSON.stringify(payload);
}
