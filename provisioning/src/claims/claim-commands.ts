import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { newClaimCommand } from './new-claim-command.ts';

export function claimCommands(surroundings: Surroundings) {
  return groupCommand('claim', 'One-time claims with which units take doors over', {
    new: newClaimCommand(surroundings),
  });
}
