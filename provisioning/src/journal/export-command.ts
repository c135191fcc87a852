import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Journal, Unit, UnitHistory } from '@hadir/shared/api/units';
import type { UnitId } from '@hadir/shared/ids';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import type { HubSession } from '../hub/hub-session.ts';
import { leafCommand } from '../leaf-command.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';
import { readUnitId, unitArgument } from '../units/unit-arguments.ts';
import type { ExportHeader } from './export-header.ts';

const PAGE = 1_000;
type Evidence = Journal['entries'][number];

/** Writes a unit's entries as they were signed, with what is needed to check them without the hub. */
export function exportCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'export',
    description: "Write a unit's signed entries to a file that anybody can check offline",
    examples: [
      'journal export unit-0a1b2c3d --out bukti.jsonl',
      'journal export unit-0a1b2c3d --binding 2 --out bukti.jsonl',
    ],
    args: {
      ...hubArguments,
      ...unitArgument,
      out: { type: 'string', description: 'Where it goes', required: true, valueHint: 'file' },
      binding: { type: 'string', description: 'Only this binding; otherwise all', valueHint: 'number' },
    },
    run: async (args) => {
      const id = readUnitId(args.unit);
      const only = args.binding === undefined ? null : readWholeNumber('--binding', args.binding, 1, 2_147_483_647);
      const session = await openSession(args, surroundings);
      const history = await session.get<UnitHistory>(`/api/units/${id}/history`);
      const bindings = history.bindings
        .filter(({ number }) => only === null || number === only)
        .sort((one, other) => one.number - other.number);
      if (bindings.length === 0) throw new HadirError('not-found', `${id} has no binding ${only ?? 'at all'}.`);
      const unit = await session.get<Unit>(`/api/units/${id}`);
      const header = (evidence: Evidence): ExportHeader => ({
        hadir: 'journal',
        v: 1,
        unit: id,
        key: evidence.publicKey,
        kid: unit.kid,
        bindings: bindings.map(({ number, door, doorName, opdName, since, until }) => ({
          number,
          door,
          doorName,
          opdName,
          since,
          until,
        })),
        exportedAt: surroundings.now().toISOString(),
        hub: session.address.origin,
      });
      const written = await writeJournal(
        args.out,
        readEntries(
          session,
          id,
          bindings.map(({ number }) => number),
        ),
        header,
      );
      if (args.json) return surroundings.print(JSON.stringify({ file: args.out, unit: id, ...written }));
      surroundings.print(
        `${args.out}: ${written.entries} entries of ${id}\nSHA-256 ${written.sha256}\nCheck it, also without the hub: hadir journal verify ${args.out}`,
      );
    },
  });
}

async function* readEntries(session: HubSession, unit: UnitId, bindings: readonly number[]): AsyncGenerator<Evidence> {
  for (const binding of bindings) {
    let after = 0;
    for (;;) {
      const path = `/api/units/${unit}/journal?binding=${binding}&after=${after}&limit=${PAGE}`;
      const { entries } = await session.get<Journal>(path);
      yield* entries;
      const last = entries.at(-1);
      if (last === undefined || entries.length < PAGE) break;
      after = last.seq;
    }
  }
}

/** Mode 0600, because it says who was where when; whole or not at all. */
async function writeJournal(
  path: string,
  entries: AsyncIterable<Evidence>,
  header: (first: Evidence) => ExportHeader,
): Promise<{ entries: number; sha256: string }> {
  const draft = `${path}.part`;
  const hash = createHash('sha256');
  let count = 0;
  let file: FileHandle | null = null;
  try {
    file = await open(draft, 'w', 0o600);
    for await (const entry of entries) {
      const lines = `${count === 0 ? `${JSON.stringify(header(entry))}\n` : ''}${entry.jws}\n`;
      hash.update(lines);
      await file.write(lines);
      count++;
    }
    if (count === 0) throw new HadirError('not-found', 'The hub holds no entry of it yet.');
    await file.sync();
    await file.close();
    file = null;
    await rename(draft, path);
  } catch (cause) {
    await file?.close();
    await rm(draft, { force: true });
    if (cause instanceof HadirError) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HadirError('failed', `${path} cannot be written: ${words}`, { cause });
  }
  return { entries: count, sha256: hash.digest('hex') };
}
