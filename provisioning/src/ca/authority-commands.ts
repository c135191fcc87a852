import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { finishCommand } from './finish-command.ts';
import { initCommand } from './init-command.ts';
import { rotateCommand } from './rotate-command.ts';
import { showAuthorityCommand } from './show-authority-command.ts';

export function authorityCommands(surroundings: Surroundings) {
  return groupCommand('ca', "The hub's certificate authority, from which every unit's certificate comes", {
    init: initCommand(surroundings),
    show: showAuthorityCommand(surroundings),
    rotate: rotateCommand(surroundings),
    finish: finishCommand(surroundings),
  });
}
