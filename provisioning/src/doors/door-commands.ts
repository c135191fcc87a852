import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { addDoorCommand } from './add-door-command.ts';
import { listDoorsCommand } from './list-doors-command.ts';

export function doorCommands(surroundings: Surroundings) {
  return groupCommand('door', 'The doors that units serve', {
    add: addDoorCommand(surroundings),
    list: listDoorsCommand(surroundings),
  });
}
