import { type Static, Type } from 'typebox';
import { ClockReading } from '../journal/entry.ts';

/** How a unit is, for the operator's eyes: unsigned, retained, and never a ground for anybody's attendance. */
export const CameraStatus = Type.Object({
  state: Type.Union([Type.Literal('running'), Type.Literal('restarting'), Type.Literal('stopped')]),
  problem: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
  framesPerSecond: Type.Number(),
  framesDropped: Type.Integer(),
  framesUndecodable: Type.Integer(),
  restarts: Type.Integer(),
});
export type CameraStatus = Static<typeof CameraStatus>;

export const UnitStatus = Type.Union([
  Type.Object({ v: Type.Literal(1), unit: Type.String(), state: Type.Literal('offline') }),
  Type.Object({
    v: Type.Literal(1),
    unit: Type.String(),
    state: Type.Literal('online'),
    at: Type.String(),
    /** False while it serves no door: `binding` and `door` are then the last ones. */
    serves: Type.Optional(Type.Boolean()),
    binding: Type.Integer(),
    door: Type.String(),
    /** Last entry in the journal, and the last one that a receipt covers. */
    head: Type.Integer(),
    receipted: Type.Integer(),
    rosterVersion: Type.Integer(),
    rosterDigest: Type.Union([Type.String(), Type.Null()]),
    /** Ids of the embedders that the unit can run; missing while it has loaded none. */
    models: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 4 })),
    clock: ClockReading,
    camera: CameraStatus,
    /** Counts since the agent started, by outcome. */
    sightings: Type.Object({
      recognised: Type.Integer(),
      unknown: Type.Integer(),
      notLive: Type.Integer(),
      poorQuality: Type.Integer(),
    }),
    release: Type.String(),
    uptimeMs: Type.Integer(),
    residentMb: Type.Number(),
    temperatureC: Type.Union([Type.Number(), Type.Null()]),
    diskFreeMb: Type.Union([Type.Number(), Type.Null()]),
    /** What keeps the unit from working, in words an operator can act on; empty when all is well. */
    problems: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 }),
  }),
]);
export type UnitStatus = Static<typeof UnitStatus>;
export type OnlineStatus = Extract<UnitStatus, { state: 'online' }>;
