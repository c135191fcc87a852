import { type ArgsDef, type CommandDef, type CommandMeta, defineCommand, type ParsedArgs } from 'citty';

/** What the help, the reference and the completion say of a command. */
export interface LeafMeta extends CommandMeta {
  readonly name: string;
  readonly description: string;
  /** Whole command lines, without `hadir`. */
  readonly examples: readonly string[];
}

interface Leaf<T extends ArgsDef> extends Omit<LeafMeta, 'alias'> {
  readonly args: T;
  /** @returns the exit code where it is not 0. */
  run(args: ParsedArgs<T>): Promise<number | undefined> | Promise<void> | number | undefined;
}

/** A command that does something. */
export function leafCommand<const T extends ArgsDef>({ args, run, ...meta }: Leaf<T>): CommandDef {
  // citty parses by `args`, so that what it hands over has their types.
  return defineCommand({
    meta: meta as CommandMeta,
    args: args as ArgsDef,
    run: (given) => run(given.args as ParsedArgs<T>),
  });
}

/** A command that only holds others. */
export function groupCommand(name: string, description: string, subCommands: Record<string, CommandDef>): CommandDef {
  return defineCommand({ meta: { name, description }, subCommands });
}

/** @returns a leaf's meta, or null where the command is a group. */
export function leafMeta(command: CommandDef): LeafMeta | null {
  const meta = command.meta;
  return typeof meta === 'object' && 'examples' in meta ? (meta as LeafMeta) : null;
}

/** @returns the commands within a group. */
export function subCommandsOf(command: CommandDef): Record<string, CommandDef> {
  return (command.subCommands ?? {}) as Record<string, CommandDef>;
}

export function argsOf(command: CommandDef): ArgsDef {
  return (command.args ?? {}) as ArgsDef;
}
