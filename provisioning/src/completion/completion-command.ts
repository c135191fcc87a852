import type { CommandDef } from 'citty';
import { HadirError } from '../hadir-error.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeBashCompletion } from './bash-completion.ts';
import { listCommandWords } from './command-words.ts';
import { writeFishCompletion } from './fish-completion.ts';
import { writeZshCompletion } from './zsh-completion.ts';

const WRITERS: Record<string, typeof writeBashCompletion> = {
  bash: writeBashCompletion,
  zsh: writeZshCompletion,
  fish: writeFishCompletion,
};

/** @param root the whole tree, which does not exist yet while this command is made. */
export function completionCommand({ print }: Surroundings, root: () => CommandDef) {
  return leafCommand({
    name: 'completion',
    description: 'Print what lets a shell complete hadir',
    examples: [
      'completion bash > /etc/bash_completion.d/hadir',
      'completion zsh > ~/.zfunc/_hadir',
      'completion fish > ~/.config/fish/completions/hadir.fish',
    ],
    args: { shell: { type: 'positional', required: true, description: 'bash, zsh or fish' } },
    run: ({ shell }) => {
      const write = Object.hasOwn(WRITERS, shell) ? WRITERS[shell] : undefined;
      if (write === undefined) throw new HadirError('usage', `For bash, zsh and fish, not for "${shell}".`);
      print(write(listCommandWords(root())));
      return 0;
    },
  });
}
