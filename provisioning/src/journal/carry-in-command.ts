import type { CarriedIn } from '@hadir/shared/api/units';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { readUnitId, unitArgument } from '../units/unit-arguments.ts';
import { openJournalFile } from './open-journal-file.ts';

/** Lines of one call: some 4 MB, well below what a hub takes at once. */
const LINES_AT_ONCE = 5_000;
/** As many as the hub itself shows of one call. */
const SHOWN_REFUSALS = 50;

/** Brings what a unit's card still holds to the hub, for a unit that cannot deliver it any more. */
export function carryInCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'carry-in',
    description: 'Deliver by hand what the card of a unit still holds; the hub checks it as if the unit had sent it',
    examples: ['journal carry-in unit-0a1b2c3d /mnt/card/journal.db', 'journal carry-in unit-0a1b2c3d sisa.jws --json'],
    args: {
      ...hubArguments,
      ...unitArgument,
      file: { type: 'positional', required: true, description: "A unit's journal.db, lines of JWS, or an export" },
    },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const file = await openJournalFile(args.file);
      try {
        const session = await openSession(args, surroundings);
        const sum: CarriedIn = { entries: 0, stored: 0, early: 0, refused: [] };
        for await (const lines of inParts(file.lines)) {
          const part = await session.postText<CarriedIn>(`/api/units/${unit}/journal`, `${lines.join('\n')}\n`);
          sum.entries += part.entries;
          sum.stored += part.stored;
          sum.early += part.early;
          sum.refused.push(...part.refused.slice(0, SHOWN_REFUSALS - sum.refused.length));
        }
        if (sum.entries === 0) throw new HadirError('failed', `${args.file} holds no entry.`);
        surroundings.print(args.json ? JSON.stringify(sum) : describe(sum));
        return sum.early > 0 || sum.refused.length > 0 ? 1 : 0;
      } finally {
        file.close();
      }
    },
  });
}

async function* inParts(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let part: string[] = [];
  for await (const line of lines) {
    part.push(line);
    if (part.length < LINES_AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function describe({ entries, stored, early, refused }: CarriedIn): string {
  const lines = [`${entries} entries were brought, ${stored} of them are new and stored.`];
  if (early > 0) lines.push('Some follow after entries that the hub does not hold: bring those before them first.');
  if (refused.length > 0) lines.push('What was refused is kept; see: hadir quarantine list --waiting');
  for (const { reason, detail } of refused) lines.push(`  ${reason}: ${detail}`);
  return lines.join('\n');
}
