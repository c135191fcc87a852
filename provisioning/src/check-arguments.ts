import type { ArgDef, ArgsDef } from 'citty';
import { HadirError } from './hadir-error.ts';

/**
 * Refuses options that the command does not have, options without their value and words that nobody asked for: citty
 * would pass over them, and `--yse` must not be taken for nothing. @throws HadirError `usage`
 */
export function checkArguments(path: string, rawArgs: readonly string[], args: ArgsDef): void {
  const options = new Map(Object.entries(args).filter(([, arg]) => arg.type !== 'positional'));
  let positionals = 0;
  for (let index = 0; index < rawArgs.length; index++) {
    const raw = rawArgs[index] as string;
    if (!raw.startsWith('-') || raw === '-') {
      positionals++;
      continue;
    }
    const [name = '', ...value] = raw.replace(/^--/, '').split('=');
    const option = raw.startsWith('--') ? findOption(options, name) : undefined;
    if (option === undefined) throw unknownOption(path, raw.split('=')[0] as string, [...options.keys()]);
    if (option.type === 'boolean' || value.length > 0) continue;
    const next = rawArgs[++index];
    if (next === undefined || next.startsWith('--'))
      throw new HadirError('usage', `--${name} needs a value. See: hadir ${path} --help`);
  }
  const wanted = Object.values(args).filter((arg) => arg.type === 'positional').length;
  if (positionals > wanted) {
    const words = wanted === 0 ? 'takes options only' : `takes ${wanted} word${wanted === 1 ? '' : 's'}`;
    throw new HadirError('usage', `hadir ${path} ${words}; a name with spaces needs quotes. See: hadir ${path} --help`);
  }
}

function findOption(options: ReadonlyMap<string, ArgDef>, name: string): ArgDef | undefined {
  const plain = options.get(name);
  if (plain !== undefined) return plain;
  const negated = name.startsWith('no-') ? options.get(name.slice(3)) : undefined;
  return negated?.type === 'boolean' ? negated : undefined;
}

function unknownOption(path: string, raw: string, names: readonly string[]): HadirError {
  const wanted = raw.replace(/^-+/, '');
  const near = names.find((name) => name.startsWith(wanted.slice(0, 3)) || sorted(name) === sorted(wanted));
  const hint = near === undefined ? '' : ` Did you mean --${near}?`;
  return new HadirError('usage', `hadir ${path} has no option ${raw}.${hint} See: hadir ${path} --help`);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
