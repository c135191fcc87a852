import { cardToQr, cardToTyped, hashCardSecret, makeCardSecret } from '@hadir/shared/people/supervisor-card';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Assistance,
  COLLEAGUE,
  FACE,
  FACELESS,
  OTHER_SUPERVISOR,
  openAssistance,
  PIN,
  SUPERVISOR,
} from './support/assistance-stand.ts';
import { renderCodeFrame } from './support/render-code-frame.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { FIRST_DOOR } from './support/test-hands.ts';
import { until } from './support/until.ts';

const opened: Assistance[] = [];
async function open(...given: Parameters<typeof openAssistance>): Promise<Assistance> {
  const made = await openAssistance(...given);
  opened.push(made);
  return made;
}
afterEach(async () => {
  for (const made of opened.splice(0)) await made.close();
});

async function prove(door: Assistance, pin = PIN): Promise<void> {
  door.act({ do: 'open' });
  door.show(SUPERVISOR);
  door.act({ do: 'pin', pin });
  await until('the PIN to be checked', () => {
    const step = door.step();
    return step.kind !== 'factor' || !step.checking;
  });
}

function answerFor(door: Assistance, employee: string): void {
  door.act({ do: 'choose', purpose: 'attendance' });
  door.act({ do: 'pick', employee });
  door.act({ do: 'reason', reason: 'face-covered' });
  door.act({ do: 'confirm' });
}

describe('a supervisor at a door', () => {
  it('answers for a colleague with his face and his PIN; the entry says all of it', async () => {
    const door = await open(temporaryFolder());
    await prove(door);
    expect(door.step().kind).toBe('menu');
    answerFor(door, COLLEAGUE);
    expect(door.step()).toMatchObject({ kind: 'done', employee: COLLEAGUE });
    expect(door.state.assisted).toBe(1);
    const entries = door.entries();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      ...{ type: 'assisted', door: FIRST_DOOR.id, employee: COLLEAGUE, supervisor: SUPERVISOR },
      ...{ score: 0.71, threshold: 0.41, liveness: 0.93, second: 'pin', reason: 'face-covered', note: '', roster: 1 },
    });
    // Nothing that proves him is in what the journal tells for ever.
    expect(JSON.stringify(entries)).not.toContain(PIN);
  });

  it('is not let on who has no right to, whose face is gone, or who is not alive', async () => {
    const door = await open(temporaryFolder());
    door.act({ do: 'open' });
    door.show(COLLEAGUE);
    expect(door.step()).toEqual({ kind: 'face', refusal: 'not-supervisor' });
    door.desk.onSighting({ kind: 'not-live', track: 1, liveness: 0.1, capturedAt: new Date(), capturedMonotonicMs: 0 });
    door.desk.onFaces([]);
    door.desk.onFaces([{ track: 7, x: 0, y: 0, width: 0.2, height: 0.3 }]);
    expect(door.step().kind).toBe('face');
    // Named, but he has neither a PIN nor a card.
    door.show(OTHER_SUPERVISOR, 8);
    door.act({ do: 'pin', pin: PIN });
    await until('the answer', () => door.step().kind === 'factor' && door.shown()?.step.kind === 'factor');
    await until('the refusal', () => {
      const step = door.step();
      return step.kind === 'factor' && step.refusal === 'no-pin';
    });
    expect(door.entries()).toEqual([]);
  });

  it('is found who stands before the camera already when he begins', async () => {
    const door = await open(temporaryFolder());
    door.show(SUPERVISOR);
    door.act({ do: 'open' });
    expect(door.step()).toMatchObject({ kind: 'factor', supervisor: SUPERVISOR });
  });

  it('is refused whose PIN was guessed at, for longer each time, also after a restart, and the journal says so', async () => {
    const folder = temporaryFolder();
    const door = await open(folder);
    for (let i = 0; i < 3; i++) {
      await prove(door, '111222');
      door.act({ do: 'close' });
    }
    expect(door.entries()).toMatchObject([{ type: 'tamper', what: 'second-factor-guessed', count: 3 }]);
    await prove(door);
    expect(door.step().kind).toBe('locked');
    expect(door.shown()?.lockedSeconds).toBe(60);
    const { clock } = door;
    await opened.splice(0)[0]?.close();

    const again = await open(folder, { clock });
    again.act({ do: 'open' });
    again.show(SUPERVISOR);
    expect(again.step().kind).toBe('locked');
    again.act({ do: 'close' });
    clock.pass(61_000);
    await prove(again);
    expect(again.step().kind).toBe('menu');
  });

  it('reaches the limit of a day, which a restart does not forget and the next day does', async () => {
    const folder = temporaryFolder();
    const door = await open(folder);
    door.settings.assistedPerDay = 2;
    await prove(door);
    for (const employee of [COLLEAGUE, FACELESS]) {
      answerFor(door, employee);
      door.act({ do: 'again' });
    }
    const { clock } = door;
    await opened.splice(0)[0]?.close();

    const again = await open(folder, { clock });
    again.settings.assistedPerDay = 2;
    await prove(again);
    answerFor(again, COLLEAGUE);
    expect(again.step()).toMatchObject({ kind: 'pick', refusal: 'limit-reached' });
    expect(again.entries().filter(({ type }) => type === 'assisted')).toHaveLength(2);
    again.act({ do: 'close' });
    // 09.30 in Jayapura; fifteen hours on it is the next day there, and still the same one in UTC.
    clock.pass(14.6 * 3_600_000);
    await prove(again);
    answerFor(again, COLLEAGUE);
    expect(again.step().kind).toBe('done');
  });

  it('holds his card before the camera instead of entering a PIN', async () => {
    const secret = makeCardSecret();
    const door = await open(temporaryFolder(), { card: hashCardSecret(secret) });
    door.act({ do: 'open' });
    door.show(SUPERVISOR);
    const scene = { side: 300, tilt: 6, noise: 6, blur: 0.6 };
    const [strange, own] = await Promise.all(
      [makeCardSecret(), secret].map((one) => renderCodeFrame(cardToQr(one), scene)),
    );
    const hold = (frame: Buffer | undefined) => () => {
      door.desk.onFrame(frame ?? Buffer.alloc(0));
      return door.step().kind === 'menu' || ('refusal' in door.step() && (door.step() as { refusal: unknown }).refusal);
    };
    await until('the strange card to be refused', hold(strange), 10_000);
    expect(door.step()).toMatchObject({ kind: 'factor', refusal: 'wrong-card' });
    await until('the card to be read', () => hold(own)() && door.step().kind === 'menu', 10_000);
    expect(door.step()).toMatchObject({ supervisor: { employee: SUPERVISOR, second: 'card' } });
  });

  it('needs his card and his PIN where the camera is broken, and the entry says that no face was seen', async () => {
    const secret = makeCardSecret();
    const door = await open(temporaryFolder(), { card: hashCardSecret(secret) });
    door.state.camera = 'stopped';
    door.act({ do: 'open' });
    door.act({ do: 'card', typed: cardToTyped(makeCardSecret()) });
    expect(door.step()).toMatchObject({ kind: 'card-without-face', refusal: 'wrong-card' });
    door.act({ do: 'card', typed: cardToTyped(secret).toLowerCase() });
    expect(door.step()).toMatchObject({ kind: 'factor', supervisor: SUPERVISOR, face: null });
    door.act({ do: 'pin', pin: PIN });
    await until('the PIN', () => door.step().kind === 'menu');
    door.act({ do: 'choose', purpose: 'attendance' });
    door.act({ do: 'pick', employee: COLLEAGUE });
    door.act({ do: 'confirm' });
    expect(door.entries()).toMatchObject([
      { score: null, threshold: null, liveness: null, second: 'pin-and-card', reason: 'camera-broken' },
    ]);
  });

  it('finds people by a few letters or by the end of their NIP, and is shown nobody before', async () => {
    const door = await open(temporaryFolder());
    await prove(door);
    door.act({ do: 'choose', purpose: 'attendance' });
    const found = (text: string) => {
      door.act({ do: 'type', text });
      return door.shown()?.people.map(({ name }) => name);
    };
    expect(found('')).toEqual([]);
    expect(found('A')).toEqual([]);
    expect(found('AN')).toEqual(['Ani Ujicoba Panjangnamanya']);
    expect(found('UJI')).toHaveLength(2);
    expect(found('2003')).toEqual(['Ayu Ujicoba']);
  });

  it('holds the dialogue alone, and loses it when he is taken from the roster or the door is served no more', async () => {
    const door = await open(temporaryFolder());
    await prove(door);
    expect(door.act({ do: 'choose', purpose: 'attendance' }, 'phone-1')).toBe(false);
    expect(door.act({ do: 'open' }, 'phone-1')).toBe(false);
    expect(door.desk.state('phone-1')).toBeNull();
    door.state.served = false;
    await until('the end', () => !door.desk.open);
    expect(door.act({ do: 'open' })).toBe(false);
    door.state.served = true;
    door.settings.assistedPerDay = 0;
    expect(door.desk.offered).toBe(false);
    expect(door.act({ do: 'open' })).toBe(false);
  });
});

describe('a face that is enrolled at a door', () => {
  const frame = () =>
    sharp({ create: { width: 640, height: 480, channels: 3, background: '#7d7468' } })
      .jpeg()
      .toBuffer();

  it('is taken in three looks of one stranger who is alive, cut out of the pictures, and goes to the hub', async () => {
    const door = await open(temporaryFolder());
    await prove(door);
    door.act({ do: 'choose', purpose: 'enrolment' });
    door.act({ do: 'pick', employee: COLLEAGUE });
    expect(door.step()).toMatchObject({ kind: 'pick', refusal: 'already-has-face' });
    door.act({ do: 'pick', employee: FACELESS });
    expect(door.step()).toMatchObject({ kind: 'looks', taken: 0 });

    // The supervisor himself still stands there: his face is nobody else's.
    const jpeg = await frame();
    door.show(SUPERVISOR, 3);
    door.desk.onFrame(jpeg);
    door.desk.onFaces([{ ...FACE, track: 3 }]);
    const look = (track: number) => () => {
      door.desk.onFrame(jpeg);
      door.desk.onFaces([{ ...FACE, track }]);
      return null;
    };
    look(3)();
    expect(door.state.kept).toEqual([]);

    door.show(null, 4);
    const taken = (count: number, track: number) =>
      until(`look ${count}`, () => look(track)() ?? door.state.kept.length === count, 10_000);
    await taken(1, 4);
    look(5)();
    await until('the other face to be noticed', () => {
      const step = door.step();
      return look(5)() ?? (step.kind === 'looks' && step.problem === 'changed');
    });
    await taken(2, 4);
    await taken(3, 4);
    await until('the end', () => door.step().kind === 'enrolled');
    const kept = door.state.kept as { number: number; session: string; jpeg: Buffer }[];
    expect(kept.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(new Set(kept.map(({ session }) => session)).size).toBe(1);
    for (const { jpeg: cut, ...subject } of kept) {
      expect(subject).toMatchObject({ employee: FACELESS, supervisor: SUPERVISOR, door: FIRST_DOOR.id, of: 3 });
      const { width, height } = await sharp(cut).metadata();
      expect([width, height]).toEqual([416, 442]);
    }
  });
});
