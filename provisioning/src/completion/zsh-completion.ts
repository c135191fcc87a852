import type { CommandOption, CommandWords } from './command-words.ts';

export function writeZshCompletion(tree: readonly CommandWords[]): string {
  return `#compdef hadir
# zsh completion of hadir; made by: hadir completion zsh
${tree.map(writeFunction).join('\n')}
compdef _hadir hadir
`;
}

function writeFunction({ path, commands, options }: CommandWords): string {
  const name = functionName(path);
  if (commands.length === 0) {
    const specs = [...options.map(writeOption), "'*:file:_files'"];
    return `${name}() {\n  _arguments ${specs.join(' \\\n    ')}\n}`;
  }
  const words = commands.map(
    ({ name: word, description }) => `    ${quote(`${word}:${description.replaceAll(':', '\\:')}`)}`,
  );
  const cases = commands.map(({ name: word }) => `      ${word}) ${functionName([...path, word])} ;;`);
  return `${name}() {
  local context state line
  local -a words_here=(
${words.join('\n')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command words_here ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}`;
}

function functionName(path: readonly string[]): string {
  return ['_hadir', ...path].join('_');
}

function writeOption({ name, description, takesValue, values }: CommandOption): string {
  const text = description.replaceAll(/[[\]:]/g, ' ');
  if (!takesValue) return quote(`${name}[${text}]`);
  const action = values === 'file' ? '_files' : values === 'any' ? ' ' : `(${values.join(' ')})`;
  return quote(`${name}=[${text}]:value:${action}`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
