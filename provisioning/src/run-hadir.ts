import { stripVTControlCharacters } from 'node:util';
import { type CommandDef, renderUsage, runCommand } from 'citty';
import { checkArguments } from './check-arguments.ts';
import { commandTree } from './command-tree.ts';
import { EXIT_CODES, HadirError } from './hadir-error.ts';
import { argsOf, leafMeta, subCommandsOf } from './leaf-command.ts';
import type { Surroundings } from './surroundings.ts';

interface Found {
  readonly command: CommandDef;
  /** The words that lead to it, without `hadir`. */
  readonly path: string;
  readonly rest: string[];
}

/** @returns the exit code: 0 when it was done, else see `EXIT_CODES`. */
export async function runHadir(rawArgs: readonly string[], surroundings: Surroundings): Promise<number> {
  const root = commandTree(surroundings);
  try {
    const { command, path, rest } = findCommand(root, withoutShortForms(rawArgs));
    const asksForHelp = rest.some((arg) => arg === '--help' || arg === '-h');
    const isGroup = leafMeta(command) === null;
    if (asksForHelp || isGroup) {
      const help = await renderHelp(command, path);
      surroundings.print(surroundings.colours ? help : stripVTControlCharacters(help));
      return asksForHelp ? 0 : EXIT_CODES.usage;
    }
    checkArguments(path, rest, argsOf(command));
    const { result } = await runCommand(command, { rawArgs: rest });
    return typeof result === 'number' ? result : 0;
  } catch (error) {
    return explain(error, surroundings);
  }
}

/** `claim --door …` and `doors` are short for `claim new --door …` and `door list`. */
function withoutShortForms(rawArgs: readonly string[]): readonly string[] {
  const [first, second = ''] = rawArgs;
  if (first === 'doors') return ['door', 'list', ...rawArgs.slice(1)];
  if (first === 'claim' && second.startsWith('--') && second !== '--help') return ['claim', 'new', ...rawArgs.slice(1)];
  return rawArgs;
}

/** @throws HadirError `usage` */
function findCommand(root: CommandDef, rawArgs: readonly string[]): Found {
  let command = root;
  const path: string[] = [];
  const rest = [...rawArgs];
  while (leafMeta(command) === null) {
    const [word] = rest;
    if (word === undefined || word.startsWith('-')) break;
    const known = subCommandsOf(command);
    const next = Object.hasOwn(known, word) ? known[word] : undefined;
    if (next === undefined) {
      const names = Object.keys(known).join(', ');
      throw new HadirError('usage', `hadir ${[...path, word].join(' ')} is no command. There are: ${names}.`);
    }
    command = next;
    path.push(word);
    rest.shift();
  }
  return { command, path: path.join(' '), rest };
}

export async function renderHelp(command: CommandDef, path: string): Promise<string> {
  const name = `hadir ${path}`.trim();
  const usage = await renderUsage({ ...command, meta: { ...command.meta, name } as CommandDef['meta'] & object });
  const examples = leafMeta(command)?.examples ?? [];
  const parts = [usage.replaceAll(/[ ]+$/gm, '').trimEnd()];
  if (examples.length > 0) parts.push(`EXAMPLES\n\n${examples.map((line) => `  hadir ${line}`).join('\n')}`);
  if (path === '') parts.push(`Exit codes: ${describeCodes()}.`);
  return parts.join('\n\n');
}

function explain(error: unknown, { tell }: Surroundings): number {
  if (error instanceof HadirError) {
    tell(error.message);
    return EXIT_CODES[error.code];
  }
  // citty throws its own errors for arguments that are missing or not among the choices.
  if (error instanceof Error && error.name === 'CLIError') {
    tell(`${stripVTControlCharacters(error.message)}. Add --help to see what the command takes.`);
    return EXIT_CODES.usage;
  }
  tell(`Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`);
  return EXIT_CODES.failed;
}

export function describeCodes(): string {
  return ['0 done', ...Object.entries(EXIT_CODES).map(([problem, code]) => `${code} ${problem}`)].join(', ');
}
