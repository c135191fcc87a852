import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { decideCommand } from './decide-command.ts';
import { listQuarantineCommand } from './list-quarantine-command.ts';
import { showQuarantineCommand } from './show-quarantine-command.ts';

export function quarantineCommands(surroundings: Surroundings) {
  return groupCommand('quarantine', 'Messages of units that the hub keeps apart until somebody decides', {
    list: listQuarantineCommand(surroundings),
    show: showQuarantineCommand(surroundings),
    accept: decideCommand(surroundings, 'accept'),
    refuse: decideCommand(surroundings, 'refuse'),
  });
}
