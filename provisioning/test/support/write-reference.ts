import { argsOf, leafMeta, subCommandsOf } from '../../src/leaf-command.ts';
import { describeCodes } from '../../src/run-hadir.ts';

type Command = Parameters<typeof leafMeta>[0];

/** What every command that talks to a hub takes; told once. */
const COMMON = ['hub', 'user', 'fingerprint', 'ca', 'json'];

/** @returns docs/hadir.md from the command tree, after the words that people wrote. */
export function writeReference(root: Command, introduction: string): string {
  const lines = [introduction.trim(), '', '## Commands', ''];
  lines.push('Options of every command that talks to a hub:', '', ...writeOptions(findHubCommand(root), COMMON), '');
  lines.push(`Exit codes: ${describeCodes()}. \`journal verify\` ends with 1 where the journal is not whole.`);
  writeCommands(root, [], lines);
  return `${lines.join('\n')}\n`;
}

function writeCommands(command: Command, path: readonly string[], lines: string[]): void {
  for (const [name, inner] of Object.entries(subCommandsOf(command))) {
    const here = [...path, name];
    const meta = leafMeta(inner);
    if (meta === null) {
      writeCommands(inner, here, lines);
      continue;
    }
    const words = Object.entries(argsOf(inner)).filter(([, arg]) => arg.type === 'positional');
    const usage = words
      .map(([word, arg]) => (arg.required === false ? ` [${word}]` : ` ${word.toUpperCase()}`))
      .join('');
    lines.push('', `### hadir ${here.join(' ')}${usage}`, '', `${meta.description}.`, '');
    const talks = Object.hasOwn(argsOf(inner), 'hub');
    const own = Object.keys(argsOf(inner)).filter((arg) => !(talks && COMMON.includes(arg)));
    if (own.length > 0) lines.push(...writeOptions(inner, own), '');
    lines.push('```', ...meta.examples.map((example) => `hadir ${example}`), '```');
  }
}

function writeOptions(command: Command, names: readonly string[]): string[] {
  const rows = names.map((name) => {
    const arg = argsOf(command)[name];
    const isWord = arg?.type === 'positional';
    const values = arg?.type === 'enum' ? (arg.options ?? []).join(', ') : '';
    const preset = arg?.default === undefined || arg.type === 'boolean' ? '' : ` Default: \`${arg.default}\`.`;
    const choice = values === '' ? '' : ` One of ${values}.`;
    const label = isWord
      ? name.toUpperCase()
      : `--${name}${arg?.type === 'boolean' ? '' : ` ${arg?.valueHint ?? name}`}`;
    const needed = arg?.required === true && !isWord ? ' Required.' : '';
    return `| \`${label}\` | ${`${arg?.description ?? ''}.`.replaceAll('|', '\\|')}${choice}${preset}${needed} |`;
  });
  return ['| | |', '|---|---|', ...rows];
}

function findHubCommand(command: Command): Command {
  const found = Object.values(subCommandsOf(command)).find((inner) => leafMeta(inner) === null);
  const inner = Object.values(subCommandsOf(found ?? command)).find((one) => Object.hasOwn(argsOf(one), 'hub'));
  if (inner === undefined) throw new Error('No command talks to a hub.');
  return inner;
}
