import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { Predecessor } from '../journal/entry.ts';
import { PictureKey } from './picture.ts';

/**
 * Orders from hub to unit: a JWS of the hub's key that the unit pinned when it was claimed, numbered per unit, and
 * expiring. A unit refuses what is unsigned, for another unit, expired, or numbered at or below the last one it took.
 */

const Uuid = Type.String({ pattern: UUID_PATTERN });

/** One part of a roster. Parts of one `version` share `parts`; the unit applies them when all are there. */
export const RosterPart = Type.Object({
  do: Type.Literal('roster'),
  door: Type.String(),
  doorName: Type.String(),
  zone: Type.String({ description: 'IANA zone of the door' }),
  version: Type.Integer({ minimum: 1 }),
  /** Version that `put` and `drop` build on; 0 for a whole roster. */
  base: Type.Integer({ minimum: 0 }),
  part: Type.Integer({ minimum: 1 }),
  parts: Type.Integer({ minimum: 1 }),
  /** See `rosterDigest`: of the whole roster after this version. */
  digest: Type.String(),
  model: Type.String(),
  put: Type.Array(
    Type.Object({
      employee: Uuid,
      name: Type.String(),
      salutation: Type.Union([Type.Literal('Bapak'), Type.Literal('Ibu')]),
      /** The last digits of his NIP, where a supervisor may have to tell people of one name apart. */
      nipEnd: Type.Optional(Type.String({ maxLength: 6 })),
      /** Empty where he has no usable face: nobody is ever compared with him, and a supervisor can pick him by name. */
      templates: Type.Array(
        Type.Object({
          id: Uuid,
          embedding: Type.String({ description: '512 float32, little-endian, base64' }),
        }),
      ),
      /** Easily taken for somebody else of this roster: a stricter rule applies. */
      lookAlike: Type.Optional(Type.Boolean()),
      /** May answer at this door for people whose face it cannot use. */
      assist: Type.Optional(
        Type.Object({
          /** PHC string of the PIN (scrypt); null where he has none. */
          pin: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
          /** SHA-256 of the secret in his card's QR code, base64url; null where he has none. */
          card: Type.Union([Type.String({ maxLength: 43 }), Type.Null()]),
        }),
      ),
    }),
  ),
  /** Employees who leave the roster. */
  drop: Type.Array(Uuid),
});
export type RosterPart = Static<typeof RosterPart>;

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** What an operator may set from afar; what is missing keeps the unit's own default. */
export const UnitSettings = Type.Object(
  {
    /** Lowest similarity of a match; the roster's size may demand more, never less. */
    minimumScore: Type.Optional(Type.Number({ minimum: 0.2, maximum: 0.9 })),
    minimumLiveness: Type.Optional(Share),
    /** As in HADIR_CAMERA. */
    camera: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })),
    coolDownSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_600 })),
    /** Of the speaker, 0 is silent. */
    volume: Type.Optional(Share),
    language: Type.Optional(Type.Union([Type.Literal('id'), Type.Literal('en')])),
    /** When the door asks for a movement before it believes that somebody is alive. */
    challenge: Type.Optional(Type.Union([Type.Literal('never'), Type.Literal('in-doubt'), Type.Literal('always')])),
    /** Presentation attacks within so many minutes from which an alarm is raised. */
    alarmAttacks: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    alarmMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
    /** Send a small sealed picture with each punch; off where it is missing. */
    evidence: Type.Optional(Type.Boolean()),
    /** Assisted punches that one supervisor may take at this door in a day; 0 turns assistance off. */
    assistedPerDay: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
    /** How much of a name the screen beside the door shows. */
    names: Type.Optional(Type.Union([Type.Literal('full'), Type.Literal('first'), Type.Literal('initials')])),
  },
  { additionalProperties: false },
);
export type UnitSettings = Static<typeof UnitSettings>;

/** Replaces all settings from afar. A `camera` that does not open within 30 s is undone and the order refused. */
export const SettingsOrder = Type.Object({ do: Type.Literal('settings'), settings: UnitSettings });
/** Answered once on the `snapshot` topic. Nothing of it is kept. */
export const SnapshotOrder = Type.Object({
  do: Type.Literal('snapshot'),
  id: Uuid,
  maxWidth: Type.Integer({ minimum: 160, maximum: 1_280 }),
});
export const RestartOrder = Type.Object({ do: Type.Literal('restart') });
/** Keys, templates and, once it is receipted, the journal are destroyed: the hardware is as new afterwards. */
export const WipeOrder = Type.Object({ do: Type.Literal('wipe') });

export const DoorFacts = Type.Object({
  id: Uuid,
  name: Type.String(),
  opd: Type.String(),
  zone: Type.String({ description: 'IANA zone' }),
});
export type DoorFacts = Static<typeof DoorFacts>;

/** Serve this door from now on. The unit erases its roster, ends its binding and begins this one; doing it twice changes nothing. */
export const BindOrder = Type.Object({
  do: Type.Literal('bind'),
  procedure: Uuid,
  /** Number of the new binding: the unit's last one plus one. */
  binding: Type.Integer({ minimum: 2 }),
  door: DoorFacts,
  follows: Type.Union([Predecessor, Type.Null()]),
});
/** Serve no door from now on: erase the roster, end the binding, wait for a `bind`. */
export const UnbindOrder = Type.Object({ do: Type.Literal('unbind'), procedure: Uuid });
/** From now on trust these authorities, and renew the certificate under the newest (the last one). */
export const TrustOrder = Type.Object({
  do: Type.Literal('trust'),
  /** One to three certificates, PEM, oldest first. */
  authorities: Type.String({ maxLength: 12_000 }),
});

export const Order = Type.Union([
  RosterPart,
  SettingsOrder,
  SnapshotOrder,
  RestartOrder,
  WipeOrder,
  BindOrder,
  UnbindOrder,
  TrustOrder,
]);
export type Order = Static<typeof Order>;
export type OrderKind = Order['do'];
export type OrderOf<Kind extends OrderKind> = Extract<Order, { do: Kind }>;

export const Command = Type.Object({
  v: Type.Literal(1),
  unit: Type.String(),
  number: Type.Integer({ minimum: 1 }),
  issuedAt: Type.String(),
  expiresAt: Type.String(),
  order: Order,
  /** What pictures for the hub are sealed with from now on. */
  pictureKey: Type.Optional(PictureKey),
});
export type Command = Static<typeof Command>;
