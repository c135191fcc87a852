import type { DoorFacts } from '@hadir/shared/wire/command';
import type { CameraStatus } from '@hadir/shared/wire/unit-status';
import type { DoorView } from '../camera/door-view.ts';
import type { EntryWriter } from '../journal/entry-writer.ts';
import type { Stores } from '../open-stores.ts';
import type { PictureOutbox } from '../pictures/picture-outbox.ts';
import type { Sighting } from '../sighting/sighting.ts';
import type { UnitWorkOptions } from '../unit-work.ts';
import { AssistanceDesk } from './assistance-desk.ts';
import { FaceEnroller } from './face-enroller.ts';
import { GuessLock } from './guess-lock.ts';

interface Surroundings {
  readonly writer: EntryWriter;
  readonly outbox: PictureOutbox;
  readonly door: () => DoorFacts | null;
  readonly camera: () => CameraStatus['state'];
}

/** The desk of one unit, and what it sees and hears beside whoever else does. */
export interface OpenDesk {
  readonly desk: AssistanceDesk;
  readonly view: DoorView;
  readonly onSighting: (sighting: Sighting) => void;
}

/** @throws JournalError where the attempts at PINs cannot be counted on the disk. */
export function openDesk(
  { config, clock, log, view, onSighting, onAssisted = () => undefined }: UnitWorkOptions,
  { roster, journal, orders }: Stores,
  { outbox, ...surroundings }: Surroundings,
): OpenDesk {
  const desk = new AssistanceDesk({
    ...{ roster, journal, clock, onAssisted, ...surroundings },
    lock: GuessLock.open(config.data),
    enroller: new FaceEnroller(outbox),
    settings: () => orders.settings(),
    log: log.child({ part: 'assistance' }),
  });
  return {
    desk,
    view: {
      onFrame: (jpeg) => {
        desk.onFrame(jpeg);
        view.onFrame(jpeg);
      },
      onFaces: (faces) => {
        desk.onFaces(faces);
        view.onFaces(faces);
      },
    },
    onSighting: (sighting) => {
      desk.onSighting(sighting);
      onSighting(sighting);
    },
  };
}
