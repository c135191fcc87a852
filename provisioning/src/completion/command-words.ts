import type { CommandDef } from 'citty';
import { argsOf, leafMeta, subCommandsOf } from '../leaf-command.ts';

/** One command with what may follow it. */
export interface CommandWords {
  /** The words that lead here, without `hadir`; empty for `hadir` itself. */
  readonly path: readonly string[];
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CommandOption[];
}

export interface CommandOption {
  /** With its dashes. */
  readonly name: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** What the value is: a file or folder, one of a few words, or anything. */
  readonly values: 'file' | 'any' | readonly string[];
}

const FILES = ['file', 'folder'];

/** @returns every command of the tree, `hadir` itself first. */
export function listCommandWords(command: CommandDef, path: readonly string[] = []): CommandWords[] {
  const inner = Object.entries(subCommandsOf(command));
  const commands = inner.map(([name, one]) => ({ name, description: describe(one) }));
  const options = leafMeta(command) === null ? [] : listOptions(command);
  return [{ path, commands, options }, ...inner.flatMap(([name, one]) => listCommandWords(one, [...path, name]))];
}

function listOptions(command: CommandDef): CommandOption[] {
  const options: CommandOption[] = [];
  for (const [name, arg] of Object.entries(argsOf(command))) {
    if (arg.type === 'positional') continue;
    const description = arg.description ?? '';
    const values = arg.type === 'enum' ? (arg.options ?? []) : FILES.includes(arg.valueHint ?? '') ? 'file' : 'any';
    options.push({ name: `--${name}`, description, takesValue: arg.type !== 'boolean', values });
    if (arg.type === 'boolean' && arg.default === true)
      options.push({ name: `--no-${name}`, description, takesValue: false, values: 'any' });
  }
  options.push({ name: '--help', description: 'Show what the command takes', takesValue: false, values: 'any' });
  return options;
}

function describe(command: CommandDef): string {
  const { meta } = command;
  return typeof meta === 'object' && 'description' in meta ? String(meta.description) : '';
}
