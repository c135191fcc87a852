import type { Door } from '@hadir/shared/api/people';
import { HadirError } from '../hadir-error.ts';
import { doorName, findDoor } from './find-door.ts';

/** @param wanted as `findDoor` takes it. @throws HadirError `not-found`, naming doors that are near. */
export function chooseDoor(doors: readonly Door[], wanted: string): Door {
  const outcome = findDoor(doors, wanted);
  switch (outcome.kind) {
    case 'found':
      return outcome.door;
    case 'ambiguous':
      throw new HadirError(
        'not-found',
        `Several doors have this name. Choose one:\n${outcome.doors.map((door) => `  ${doorName(door)}`).join('\n')}`,
      );
    case 'unknown': {
      const hint =
        outcome.near.length === 0 ? 'List them with: hadir door list' : `Near:\n  ${outcome.near.join('\n  ')}`;
      throw new HadirError('not-found', `There is no door "${wanted}". ${hint}`);
    }
  }
}
