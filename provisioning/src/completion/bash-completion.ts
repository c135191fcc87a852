import type { CommandWords } from './command-words.ts';

/** Works with bash alone, without the package bash-completion. */
export function writeBashCompletion(tree: readonly CommandWords[]): string {
  const commands = tree.map(({ path, commands: inner, options }) => {
    const words = [...inner.map(({ name }) => name), ...options.map(({ name }) => name)];
    return `    '${path.join(' ')}') words='${words.join(' ')}' ;;`;
  });
  const values = tree.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ name, values: allowed }) => {
        const action =
          allowed === 'file'
            ? 'COMPREPLY=($(compgen -f -- "$current"))'
            : `COMPREPLY=($(compgen -W '${allowed === 'any' ? '' : allowed.join(' ')}' -- "$current"))`;
        return `    '${path.join(' ')} ${name}') ${action}; return ;;`;
      }),
  );
  return `# bash completion of hadir; made by: hadir completion bash
_hadir() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' index word
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in -*) break ;; esac
    case "\${command:+$command }$word" in
${tree
  .filter(({ path }) => path.length > 0)
  .map(({ path }) => `    '${path.join(' ')}') ;;`)
  .join('\n')}
    *) break ;;
    esac
    command="\${command:+$command }$word"
  done
  case "$command $previous" in
${values.join('\n')}
  esac
  case $command in
${commands.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ \${#COMPREPLY[@]} -eq 0 && $current != -* ]]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _hadir hadir
`;
}
