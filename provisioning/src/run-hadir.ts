import { defineCommand, renderUsage, runCommand } from 'citty';
import { claimCommand, type Surroundings } from './claim-command.ts';
import { doorsCommand } from './doors-command.ts';
import { EXIT_CODES, HadirError } from './hadir-error.ts';

/** @returns the exit code: 0 when it was done, else see `EXIT_CODES`, or 1 for what nobody foresaw. */
export async function runHadir(
  rawArgs: readonly string[],
  surroundings: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  const claim = claimCommand(surroundings);
  const doors = doorsCommand(surroundings);
  const main = defineCommand({
    meta: { name: 'hadir', description: `Provisioning of Hadir from the command line. Exit codes: ${describeCodes()}` },
    subCommands: { claim, doors },
  });
  const [name] = rawArgs;
  if (name === undefined || rawArgs.includes('--help') || rawArgs.includes('-h')) {
    const usage = name === 'claim' ? renderUsage(claim) : name === 'doors' ? renderUsage(doors) : renderUsage(main);
    surroundings.print(await usage);
    return name === undefined ? EXIT_CODES.usage : 0;
  }
  try {
    await runCommand(main, { rawArgs: [...rawArgs] });
    return 0;
  } catch (error) {
    if (error instanceof HadirError) {
      complain(error.message);
      return EXIT_CODES[error.code];
    }
    // citty throws its own errors for arguments that are missing or unknown.
    if (error instanceof Error && error.name === 'CLIError') {
      complain(`${error.message}. See: hadir ${name} --help`);
      return EXIT_CODES.usage;
    }
    complain(`Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function describeCodes(): string {
  return ['0 done', ...Object.entries(EXIT_CODES).map(([problem, code]) => `${code} ${problem}`)].join(', ');
}
