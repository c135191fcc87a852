import type { CommandDef } from 'citty';
import { authorityCommands } from './ca/authority-commands.ts';
import { claimCommands } from './claims/claim-commands.ts';
import { completionCommand } from './completion/completion-command.ts';
import { doorCommands } from './doors/door-commands.ts';
import { imageCommand } from './image/image-command.ts';
import { journalCommands } from './journal/journal-commands.ts';
import { groupCommand } from './leaf-command.ts';
import { quarantineCommands } from './quarantine/quarantine-commands.ts';
import type { Surroundings } from './surroundings.ts';
import { unitCommands } from './units/unit-commands.ts';

/** Everything that `hadir` can do. */
export function commandTree(surroundings: Surroundings): CommandDef {
  const root: CommandDef = groupCommand('hadir', 'Set up and look after a hub, its doors and its units', {
    ca: authorityCommands(surroundings),
    door: doorCommands(surroundings),
    claim: claimCommands(surroundings),
    unit: unitCommands(surroundings),
    quarantine: quarantineCommands(surroundings),
    journal: journalCommands(surroundings),
    image: imageCommand(surroundings),
    completion: completionCommand(surroundings, () => root),
  });
  return root;
}
