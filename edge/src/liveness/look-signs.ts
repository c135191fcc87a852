import type { Box } from '@hadir/shared/face/box';
import type { StraightEdges } from '@hadir/shared/face/find-straight-edges';
import type { Landmarks } from '@hadir/shared/face/locate-landmarks';

/** What one look says of whether a face lives, besides its passive score. */
export interface LookSigns {
  /** Shifts beyond what a flat picture could show, against looks shortly before; see `measureRelief`. */
  readonly reliefs: readonly number[];
  /** What frames the face; null where it was not looked for in this look. */
  readonly edges: StraightEdges | null;
  readonly box: Box;
  readonly landmarks: Landmarks;
  /** Degrees; positive towards the right edge of the picture, which is the person's own left. */
  readonly yaw: number;
  /** See `measureEyes`. */
  readonly eyes: number;
}
