import type { EdgeSide } from '@hadir/shared/face/find-straight-edges';
import type { LivenessPolicy } from './liveness-policy.ts';
import type { LookSigns } from './look-signs.ts';

/** Whether a face is on something that has an edge: a sheet, a display. */
export type Framing =
  /** Straight edges on both sides of the face move with it, or it never moves between them. */
  'framed' | 'free' | 'cannot-tell';

type Seen = Pick<LookSigns, 'edges' | 'box'>;

/** Share of the looks in which each of two opposite sides must show an edge: one that is tilted away shows less of it. */
const LEAST_SHARE = 0.4;
/** Heights of the face by which it has to move before the place of edges says anything. */
const MOVED = 0.06;
/** Edges that stay while the face moves are the room's: they wander less than this share of the face's own way. */
const STAYS = 0.5;

/**
 * Heights of the face between its middle and an edge, below which the edge is none of the room's, whatever moves: a door
 * is wider. A man who moves within a display that is held still looks like one who moves before a door.
 */
const TOO_NEAR_FOR_A_ROOM = 1;

/** @param looks those in which edges were looked for, oldest first. */
export function judgeFrame(looks: readonly Seen[], { minFramings }: Pick<LivenessPolicy, 'minFramings'>): Framing {
  if (looks.length < minFramings) return 'cannot-tell';
  const pairs = [
    ['left', 'right'],
    ['above', 'below'],
  ] as const;
  const framed = pairs.some((pair) =>
    pair.every((side) => {
      const shown = looks.filter(({ edges }) => edges !== null && edges[side] !== null);
      return shown.length >= looks.length * LEAST_SHARE && (isNear(shown, side) || !stays(shown, side));
    }),
  );
  return framed ? 'framed' : 'free';
}

function isNear(looks: readonly Seen[], side: EdgeSide): boolean {
  return mean(looks.map(({ edges }) => edges?.[side]?.distance ?? 0)) < TOO_NEAR_FOR_A_ROOM;
}

/** Whether the face moves and the edge does not. */
function stays(looks: readonly Seen[], side: EdgeSide): boolean {
  const upright = side === 'left' || side === 'right';
  const outwards = side === 'left' || side === 'above' ? -1 : 1;
  const height = mean(looks.map(({ box }) => box.height));
  const faces = looks.map(({ box }) => (upright ? box.x + box.width / 2 : box.y + box.height / 2) / height);
  const edges = looks.map(({ box, edges: found }, i) => {
    const distance = found?.[side]?.distance ?? 0;
    return (faces[i] as number) + (outwards * distance * box.height) / height;
  });
  const way = spread(faces);
  return way >= MOVED && spread(edges) < way * STAYS;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
