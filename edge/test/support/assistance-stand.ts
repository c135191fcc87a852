import type { EmployeeId } from '@hadir/shared/ids';
import type { Entry } from '@hadir/shared/journal/entry';
import { hashPin } from '@hadir/shared/people/pin';
import type { RosterPart, UnitSettings } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import type { CameraStatus } from '@hadir/shared/wire/unit-status';
import pino from 'pino';
import type { AssistAction } from '../../src/assistance/assist-action.ts';
import { AssistanceDesk, type DeskState } from '../../src/assistance/assistance-desk.ts';
import { FaceEnroller } from '../../src/assistance/face-enroller.ts';
import { GuessLock } from '../../src/assistance/guess-lock.ts';
import { EntryWriter } from '../../src/journal/entry-writer.ts';
import { Journal } from '../../src/journal/journal.ts';
import { openUnitKeys, renewRosterKey } from '../../src/keys/unit-keys.ts';
import type { KeepOutcome } from '../../src/pictures/picture-outbox.ts';
import { RosterStore } from '../../src/roster/roster-store.ts';
import type { Sighting } from '../../src/sighting/sighting.ts';
import { Problems } from '../../src/status/problems.ts';
import { UNIT } from './fake-hub.ts';
import { idOf, part } from './roster-part.ts';
import { TestClock } from './test-clock.ts';
import { FIRST_DOOR } from './test-hands.ts';

export const SUPERVISOR = idOf('sari') as EmployeeId;
export const OTHER_SUPERVISOR = idOf('budi') as EmployeeId;
export const COLLEAGUE = idOf('ayu') as EmployeeId;
export const FACELESS = idOf('ani') as EmployeeId;
export const PIN = '739164';
export const FACE = { track: 1, x: 0.3, y: 0.2, width: 0.25, height: 0.4 };

let hashed: Promise<string> | undefined;

/** What a unit keeps, with a roster of two supervisors, a colleague and somebody without a face, and its desk. */
export async function openAssistance(
  folder: string,
  { card = null, clock = new TestClock() }: { card?: string | null; clock?: TestClock } = {},
) {
  hashed ??= hashPin(PIN);
  const pin = await hashed;
  const keys = openUnitKeys(folder);
  const log = pino({ level: 'silent' });
  const journal = Journal.open({ folder, unit: UNIT, binding: 1, key: keys.journal, clock });
  const roster = RosterStore.open(folder, { key: keys.roster, renewKey: () => renewRosterKey(keys.folder) });
  const people: Record<string, Pick<RosterPart['put'][number], 'name' | 'nipEnd' | 'assist'> & { faces: string[] }> = {
    sari: { name: 'Sari Contohwati, S.Sos.', nipEnd: '032001', assist: { pin, card }, faces: ['s1'] },
    budi: { name: 'Budi Contohman', nipEnd: '011002', assist: { pin: null, card: null }, faces: ['b1'] },
    ayu: { name: 'Ayu Ujicoba', nipEnd: '062003', faces: ['a1'] },
    ani: { name: 'Ani Ujicoba Panjangnamanya', nipEnd: '062004', faces: [] },
  };
  const put = Object.entries(people).flatMap(([id, { faces, ...person }]) =>
    part(1, { [id]: faces }).put.map((one) => ({ ...one, ...person })),
  );
  const digest = rosterDigest(put.map((one) => ({ ...one, templates: one.templates.map(({ id }) => id) })));
  roster.apply([{ ...part(1, {}), put, digest }]);
  const settings: UnitSettings = {};
  const state: { camera: CameraStatus['state']; served: boolean; assisted: number; kept: object[] } = {
    ...{ camera: 'running', served: true, assisted: 0, kept: [] },
  };
  const keepEnrolment = (jpeg: Uint8Array, _: Date, subject: object): KeepOutcome => {
    state.kept.push({ ...subject, jpeg });
    return { kind: 'kept', id: 'a'.repeat(43) };
  };
  const desk = new AssistanceDesk({
    ...{ roster, journal, clock, log },
    writer: new EntryWriter(journal, new Problems(), log),
    lock: GuessLock.open(folder),
    enroller: new FaceEnroller({ ready: true, keepEnrolment }, 100),
    door: () => (state.served ? FIRST_DOOR : null),
    settings: () => settings,
    camera: () => state.camera,
    onAssisted: () => state.assisted++,
  });
  const act = (action: AssistAction, owner = 'screen') => desk.act(owner, action);
  return {
    ...{ desk, journal, roster, clock, settings, state, act },
    step: () => desk.state('screen')?.step ?? { kind: 'closed' as const },
    shown: (): DeskState | null => desk.state('screen'),
    /** Somebody stands before the camera, decided. */
    show: (employee: EmployeeId | null, track = 1) => {
      desk.onFaces([{ ...FACE, track }]);
      desk.onSighting(employee === null ? { kind: 'unknown', track, ...MOMENT } : recognised(employee, track));
    },
    entries: (): Entry[] =>
      journal
        .readAfter(0, 500)
        .map(({ jws }) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())),
    close: async () => {
      await desk.stop();
      journal.close();
      roster.close();
    },
  };
}
export type Assistance = Awaited<ReturnType<typeof openAssistance>>;

const MOMENT = { capturedAt: new Date('2026-01-05T00:30:00.000Z'), capturedMonotonicMs: 0 };

function recognised(employee: EmployeeId, track: number): Sighting {
  const numbers = { score: 0.71, secondScore: 0.2, threshold: 0.41, liveness: 0.93, frames: 4, faceHeight: 180 };
  return { kind: 'recognised', employee, track, ...numbers, ...MOMENT };
}
