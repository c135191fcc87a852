import type { CommandWords } from './command-words.ts';

export function writeFishCompletion(tree: readonly CommandWords[]): string {
  const lines = tree.flatMap(({ path, commands, options }) => {
    const inner = commands.map(({ name }) => name).join(' ');
    const here = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const condition = quote(
      [...here, ...(inner === '' ? [] : [`not __fish_seen_subcommand_from ${inner}`])].join('; and '),
    );
    return [
      ...commands.map(
        ({ name, description }) => `complete -c hadir -f -n ${condition} -a ${name} -d ${quote(description)}`,
      ),
      ...options.map(({ name, description, takesValue, values }) => {
        const value = !takesValue
          ? ''
          : values === 'file'
            ? ' -r -F'
            : values === 'any'
              ? ' -x'
              : ` -x -a ${quote(values.join(' '))}`;
        return `complete -c hadir -n ${condition} -l ${name.slice(2)} -d ${quote(description)}${value}`;
      }),
    ];
  });
  return `# fish completion of hadir; made by: hadir completion fish\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
