import { groupCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { decideProcedureCommand } from './decide-procedure-command.ts';
import { installCommand } from './install-command.ts';
import { listProceduresCommand } from './list-procedures-command.ts';
import { listUnitsCommand } from './list-units-command.ts';
import { moveCommand } from './move-command.ts';
import { policyCommand } from './policy-command.ts';
import { restartCommand } from './restart-command.ts';
import { revokeCommand } from './revoke-command.ts';
import { settingsCommand } from './settings-command.ts';
import { showUnitCommand } from './show-unit-command.ts';
import { snapshotCommand } from './snapshot-command.ts';
import { startProcedureCommand } from './start-procedure-command.ts';
import { wipeCommand } from './wipe-command.ts';

export function unitCommands(surroundings: Surroundings) {
  return groupCommand('unit', 'The units at the doors, and what happens to them', {
    list: listUnitsCommand(surroundings),
    show: showUnitCommand(surroundings),
    procedures: listProceduresCommand(surroundings),
    approve: decideProcedureCommand(surroundings, 'approve'),
    refuse: decideProcedureCommand(surroundings, 'refuse'),
    policy: policyCommand(surroundings),
    cancel: decideProcedureCommand(surroundings, 'cancel'),
    install: installCommand(surroundings),
    replace: startProcedureCommand(surroundings, 'replace'),
    move: moveCommand(surroundings),
    retire: startProcedureCommand(surroundings, 'retire'),
    reactivate: startProcedureCommand(surroundings, 'reactivate'),
    stolen: startProcedureCommand(surroundings, 'stolen'),
    revoke: revokeCommand(surroundings),
    restart: restartCommand(surroundings),
    settings: settingsCommand(surroundings),
    snapshot: snapshotCommand(surroundings),
    wipe: wipeCommand(surroundings),
  });
}
