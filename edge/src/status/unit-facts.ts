import type { ClockReading } from '@hadir/shared/journal/entry';
import type { DoorFacts, UnitSettings } from '@hadir/shared/wire/command';
import type { CameraStatus } from '@hadir/shared/wire/unit-status';

/** How the unit is, for whoever stands before it. */
export interface UnitFacts {
  /** Null where it serves none. */
  readonly door: DoorFacts | null;
  readonly settings: UnitSettings;
  readonly clock: ClockReading;
  /** To the hub. */
  readonly connected: boolean;
  /** Entries that the hub has given no receipt for yet. */
  readonly waiting: number;
  readonly camera: CameraStatus['state'];
}
