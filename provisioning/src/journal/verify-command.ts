import { thumbprint } from '@hadir/shared/journal/node-signature';
import { HadirError } from '../hadir-error.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { checkJournal } from './check-journal.ts';
import type { JournalReport } from './journal-report.ts';
import { openJournalFile } from './open-journal-file.ts';
import { readKeyFile } from './read-key-file.ts';
import { writeHtmlReport } from './write-html-report.ts';
import { writeTextReport } from './write-text-report.ts';

/** Exit code of a journal that is not whole: an answer, not a failure of the check. */
const NOT_WHOLE = 1;

/** Checks a journal offline, with nothing but the file and the unit's public key. */
export function verifyCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'verify',
    description: 'Check a journal offline: signatures, chain, gaps, forks. Exit code 0 whole, 1 not whole',
    examples: [
      'journal verify bukti.jsonl',
      'journal verify bukti.jsonl --html laporan.html --kid 0ACs…',
      'journal verify /mnt/card/journal.db --key unit.jwk --lang en',
    ],
    args: {
      file: {
        type: 'positional',
        required: true,
        description: "An exported journal, lines of JWS, or a unit's journal.db",
      },
      key: {
        type: 'string',
        description: "The unit's public key (JWK, PEM or an exported journal); an exported journal brings its own",
        valueHint: 'file',
      },
      kid: {
        type: 'string',
        description: 'The thumbprint that the key must have, from another source than the file',
        valueHint: 'thumbprint',
      },
      html: { type: 'string', description: 'Also write the report as a page to print', valueHint: 'file' },
      lang: { type: 'enum', options: ['id', 'en'], default: 'id', description: 'Language of the report' },
      json: { type: 'boolean', description: 'Print JSON and nothing else', default: false },
    },
    run: async (args) => {
      const report = await verifyFile(args.file, args, surroundings.now());
      const language = args.lang === 'en' ? 'en' : 'id';
      if (args.html !== undefined) await writePrivateFile(args.html, writeHtmlReport(report, language));
      surroundings.print(args.json ? JSON.stringify(report) : writeTextReport(report, language));
      return report.whole ? 0 : NOT_WHOLE;
    },
  });
}

interface KeyOptions {
  readonly key?: string | undefined;
  readonly kid?: string | undefined;
}

async function verifyFile(path: string, options: KeyOptions, now: Date): Promise<JournalReport> {
  const file = await openJournalFile(path);
  try {
    const key = options.key === undefined ? file.header?.key : await readKeyFile(options.key);
    if (key === undefined)
      throw new HadirError(
        'usage',
        `${path} does not say which key signed it. Pass --key with the unit's public key, for instance an export of the same unit.`,
      );
    if (options.kid !== undefined && options.kid !== thumbprint(key))
      throw new HadirError(
        'failed',
        `The key has the thumbprint ${thumbprint(key)}, not ${options.kid}: it is not the key of this unit. Do not rely on the file.`,
      );
    const { findings, firstBad, bindings, ...verdict } = await checkJournal(file.lines, key, file.header?.unit ?? null);
    const names = new Map(file.header?.bindings.map((one) => [one.number, `${one.opdName}/${one.doorName}`]));
    const inFile = <T extends { line: number }>(finding: T): T => ({ ...finding, line: finding.line + file.offset });
    return {
      ...verdict,
      file: path,
      fileSha256: file.sha256,
      keyFrom: options.key === undefined && options.kid === undefined ? 'file' : 'option',
      checkedAt: now.toISOString(),
      exportedAt: file.header?.exportedAt ?? null,
      bindings: bindings.map((one) => ({ ...one, doorName: names.get(one.number) ?? null })),
      findings: findings.map(inFile),
      firstBad: firstBad === null ? null : inFile(firstBad),
    };
  } finally {
    file.close();
  }
}
