import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNIT } from '../../test/support/fake-hub.ts';
import { idOf, part } from '../../test/support/roster-part.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { FIRST_DOOR, TestUnit } from '../../test/support/test-hands.ts';
import { until } from '../../test/support/until.ts';

const OTHER_DOOR = { ...FIRST_DOOR, id: '00000000-0000-4000-8000-00000000d002', name: 'Pintu Lain' };
const _PROCEDURE = '00000000-0000-4000-8000-00000000c001';
const SNAPSHOT = '00000000-0000-4000-8000-00000000a001';
const hubKey = generateSigningKey();

describe("the hub's orders", () => {
  let folder: string;
  let unit: TestUnit;

  function start(): TestUnit {
    unit = new TestUnit(folder, hubKey);
    unit.start();
    return unit;
  }

  beforeEach(() => {
    folder = join(temporaryFolder(), 'unit');
    mkdirSync(folder);
    start();
  });
  afterEach(() => unit.stop());

  const answers = () => {
    const lines = unit.journal.readAfter(0, 1_000).map(({ jws }) => jws.split('.')[1] as string);
    const entries = lines.map((payload) => JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return entries
      .filter(({ type }) => type === 'command')
      .map(({ number, order, outcome, detail }) => ({ number, order, outcome, detail }));
  };
  const answered = (number: number) => until(`the answer to ${number}`, () => unit.journal.answers(number));

  it('put a roster in force, and report it', () => {
    expect(unit.hands.rosterTaker.reported()).toEqual({ rosterVersion: 0, rosterDigest: null });
    unit.taker.take(unit.command(1, part(1, { ayu: ['a1'] })));
    expect(unit.applied).toEqual([1]);
    expect(unit.hands.rosterTaker.reported()).toEqual({
      rosterVersion: 1,
      rosterDigest: part(1, { ayu: ['a1'] }).digest,
    });
  });

  it('are refused when they are unsigned, of another key or kind, for another unit or door, or no order at all', () => {
    const order = part(1, { ayu: ['a1'] });
    unit.taker.take(unit.command(1, order, {}, generateSigningKey()));
    unit.taker.take(unit.command(1, order, { unit: 'unit-other001' }));
    unit.taker.take(unit.command(1, { ...order, door: OTHER_DOOR.id }));
    unit.taker.take(signJws('hadir-receipt', hubKey, { v: 1, unit: UNIT, number: 1, order }));
    unit.taker.take(signJws('hadir-command', hubKey, { v: 1, unit: UNIT, number: 1, order: 'roster' }));
    unit.taker.take(JSON.stringify({ v: 1, unit: UNIT, number: 1, order }));
    unit.taker.take('garbage');
    unit.taker.take(unit.command(2, order).replace('.ey', '.ez'));
    const [person] = order.put;
    unit.taker.take(unit.command(3, { ...order, put: person === undefined ? [] : [{ ...person, employee: 'ayu' }] }));
    expect(unit.applied).toEqual([]);
    unit.taker.take(unit.command(9, order));
    expect(unit.applied).toEqual([1]);
  });

  it('are taken once: a replayed or older one changes nothing, also after a restart', async () => {
    const old = unit.command(5, part(1, { ayu: ['a1'] }));
    unit.taker.take(old);
    const newer = unit.command(6, part(2, {}));
    unit.taker.take(newer);
    unit.taker.take(old);
    unit.taker.take(unit.command(4, part(1, { ayu: ['a1'] })));
    expect(unit.applied).toEqual([1, 2]);
    expect(unit.orders.lastNumber()).toBe(6);
    await unit.stop();
    start();
    unit.taker.take(old);
    unit.taker.take(newer);
    expect(unit.applied).toEqual([]);
    expect(unit.roster.state()).toMatchObject({ version: 2 });
  });

  it('expire by the time that is certainly past, and not by a clock that nobody vouches for', () => {
    const first = unit.command(1, part(1, {}));
    unit.clock.read({ source: 'unsynchronised', uncertaintyMs: null });
    unit.clock.step(10 * 365 * 86_400_000);
    unit.taker.take(first);
    expect(unit.applied).toEqual([1]);
    unit.clock.step(-10 * 365 * 86_400_000);
    const late = unit.command(2, part(2, {}));
    unit.hubTime.hear(new Date(unit.clock.wall().getTime() + 700_000).toISOString());
    unit.taker.take(late);
    expect(unit.applied).toEqual([1]);
  });

  it('that do not come out as meant make the unit ask for the whole roster, and keep the one it has', () => {
    const { taker, roster, hands } = unit;
    taker.take(unit.command(1, part(1, { ayu: ['a1'] })));
    taker.take(unit.command(2, part(3, { budi: ['b1'] }, { base: 2 })));
    expect(hands.rosterTaker.reported()).toEqual({ rosterVersion: 0, rosterDigest: null });
    expect(roster.pack().employees).toEqual([idOf('ayu')]);
    taker.take(unit.command(3, part(3, { budi: ['b1'] })));
    expect(hands.rosterTaker.reported().rosterVersion).toBe(3);
  });

  it('that repeat a change which is in force change nothing, and ask for nothing', () => {
    unit.taker.take(unit.command(1, part(1, { ayu: ['a1'] })));
    const delta = part(2, { ayu: ['a1'], budi: ['b1'] }, { base: 1, people: { budi: ['b1'] } });
    unit.taker.take(unit.command(2, delta));
    unit.taker.take(unit.command(3, delta));
    expect(unit.applied).toEqual([1, 2]);
    expect(unit.hands.rosterTaker.reported().rosterVersion).toBe(2);
  });

  it('without faces is put in force whatever model it names, since an office may have nobody enrolled yet', () => {
    unit.taker.take(unit.command(1, part(1, {}, { model: 'none' })));
    expect(unit.hands.rosterTaker.reported().rosterVersion).toBe(1);
    expect(unit.problems.list()).toEqual([]);
  });

  it('with templates of another model are a problem that names both models', () => {
    unit.taker.take(unit.command(1, part(1, { ani: ['a1'] }, { model: 'other-model' })));
    expect(unit.applied).toEqual([]);
    expect(unit.problems.list()).toEqual([expect.stringMatching(/other-model.*test-model/)]);
    unit.taker.take(unit.command(2, part(1, {})));
    expect(unit.problems.list()).toEqual([]);
  });

  it('set everything that may be set, replace all of it, and are answered', async () => {
    unit.taker.take(unit.command(1, { do: 'settings', settings: { minimumScore: 0.6, volume: 0.2 } }));
    await answered(1);
    unit.taker.take(unit.command(2, { do: 'settings', settings: { language: 'en' } }));
    await answered(2);
    expect(unit.orders.settings()).toEqual({ language: 'en' });
    expect(unit.service.calls.filter((call) => call === 'settings')).toHaveLength(2);
    expect(unit.service.calls.some((call) => call.startsWith('try'))).toBe(false);
    expect(answers()).toMatchObject([
      { number: 1, order: 'settings', outcome: 'done', detail: 'In force: minimumScore, volume.' },
      { number: 2, order: 'settings', outcome: 'done' },
    ]);
  });

  it('keep a camera only after it showed a picture, and undo one that does not', async () => {
    unit.service.broken.set('ffmpeg:/dev/video7', 'no picture came within 30 s');
    unit.taker.take(unit.command(1, { do: 'settings', settings: { camera: 'ffmpeg:/dev/video1' } }));
    unit.taker.take(unit.command(2, { do: 'settings', settings: { camera: 'ffmpeg:/dev/video7', volume: 1 } }));
    unit.taker.take(unit.command(3, { do: 'settings', settings: { camera: 'webcam' } }));
    await answered(3);
    expect(answers()).toMatchObject([
      { number: 1, outcome: 'done' },
      { number: 2, outcome: 'refused', detail: expect.stringContaining('no picture') },
      { number: 3, outcome: 'refused', detail: expect.stringContaining('none of ffmpeg') },
    ]);
    expect(unit.orders.settings()).toEqual({ camera: 'ffmpeg:/dev/video1' });
    expect(unit.orders.task()).toBeNull();
  });

  it('try a camera again after the unit died during the trial', async () => {
    unit.orders.commit({
      number: 1,
      task: { kind: 'settings', number: 1, settings: { camera: 'ffmpeg:/dev/video1' } },
    });
    await unit.stop();
    start();
    await answered(1);
    expect(unit.service.calls).toContain('try ffmpeg:/dev/video1');
    expect(unit.orders.settings()).toEqual({ camera: 'ffmpeg:/dev/video1' });
  });

  it('show the camera’s picture, shrunk and without what the camera wrote about it, at most once a second', async () => {
    const picture = sharp({ create: { width: 900, height: 600, channels: 3, background: '#123456' } });
    unit.service.frame = await picture
      .withExif({ IFD0: { Make: 'Camera at the door' } })
      .jpeg()
      .toBuffer();
    unit.taker.take(unit.command(1, { do: 'snapshot', id: SNAPSHOT, maxWidth: 320 }));
    const began = performance.now();
    unit.taker.take(unit.command(2, { do: 'snapshot', id: SNAPSHOT, maxWidth: 320 }));
    await until('both pictures', () => unit.pictures.length === 2);
    expect(performance.now() - began).toBeGreaterThan(900);
    const [first] = unit.pictures as [Buffer];
    expect(first.subarray(0, 36).toString()).toBe(SNAPSHOT);
    const shown = await sharp(first.subarray(36)).metadata();
    expect(shown).toMatchObject({ format: 'jpeg', width: 320 });
    expect(shown.exif).toBeUndefined();
    expect(answers()).toEqual([]);
  });

  it('get an empty picture where the camera shows none, or something that is no picture', async () => {
    unit.taker.take(unit.command(1, { do: 'snapshot', id: SNAPSHOT, maxWidth: 320 }));
    await until('the answer', () => unit.pictures.length === 1);
    unit.service.frame = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
    unit.taker.take(unit.command(2, { do: 'snapshot', id: SNAPSHOT, maxWidth: 320 }));
    await until('the second answer', () => unit.pictures.length === 2);
    expect(unit.pictures.map((payload) => payload.toString())).toEqual([SNAPSHOT, SNAPSHOT]);
  });

  it('hand authorities on to be trusted, and say what is wrong with them', async () => {
    unit.taker.take(unit.command(1, { do: 'trust', authorities: 'PEM' }));
    await answered(1);
    unit.trustOutcome = { ok: false, problem: 'The authorities are not certificates.' };
    unit.taker.take(unit.command(2, { do: 'trust', authorities: 'nonsense' }));
    await answered(2);
    expect(unit.trusted).toEqual(['PEM', 'nonsense']);
    expect(answers()).toMatchObject([
      { number: 1, order: 'trust', outcome: 'done' },
      { number: 2, order: 'trust', outcome: 'refused', detail: 'The authorities are not certificates.' },
    ]);
  });
});
