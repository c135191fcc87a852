import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { carryInCommand } from './carry-in-command.ts';
import { exportCommand } from './export-command.ts';
import { verifyCommand } from './verify-command.ts';

export function journalCommands(surroundings: Surroundings) {
  return groupCommand('journal', 'The signed journals of units', {
    export: exportCommand(surroundings),
    verify: verifyCommand(surroundings),
    'carry-in': carryInCommand(surroundings),
  });
}
