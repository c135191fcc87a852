import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNIT } from '../../test/support/fake-hub.ts';
import { part } from '../../test/support/roster-part.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { FIRST_DOOR, TestUnit } from '../../test/support/test-hands.ts';
import { until } from '../../test/support/until.ts';
import { destroyUnit } from './destroy-unit.ts';

const OTHER_DOOR = { ...FIRST_DOOR, id: '00000000-0000-4000-8000-00000000d002', name: 'Pintu Lain' };
const PROCEDURE = '00000000-0000-4000-8000-00000000c001';
const _SNAPSHOT = '00000000-0000-4000-8000-00000000a001';
const hubKey = generateSigningKey();

describe('an order of several steps', () => {
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

  it('answer once though the unit died between the order store and the journal', async () => {
    const answer = { type: 'command', number: 1, order: 'restart', outcome: 'done', detail: 'Done.' } as const;
    unit.orders.commit({ number: 1, answer });
    await unit.stop();
    start();
    expect(answers()).toHaveLength(1);
    expect(unit.restarts).toEqual([]);
    unit.orders.commit({ answer });
    await unit.stop();
    start();
    expect(answers()).toHaveLength(1);
    expect(unit.orders.answers()).toEqual([]);
  });

  it('restart the unit once, with the answer in the journal before, also when the hub says it again too early', async () => {
    const order = unit.command(1, { do: 'restart' });
    unit.taker.take(order);
    expect(unit.journal.answers(1)).toBe(true);
    await until('the restart', () => unit.restarts.length === 1);
    await unit.stop();
    start();
    unit.uptimeMs = 5_000;
    unit.taker.take(order);
    unit.taker.take(unit.command(2, { do: 'restart' }));
    await answered(2);
    expect(unit.restarts).toEqual([]);
    unit.uptimeMs = 600_000;
    unit.taker.take(unit.command(3, { do: 'restart' }));
    await until('another restart', () => unit.restarts.length === 1);
  });

  it('bind the unit to its next door only: the one that it is at is confirmed, any other refused', async () => {
    const bind = { do: 'bind', procedure: PROCEDURE, door: OTHER_DOOR, follows: null } as const;
    unit.taker.take(unit.command(1, { ...bind, binding: 3 }));
    await answered(1);
    expect(answers()).toMatchObject([{ number: 1, order: 'bind', outcome: 'refused' }]);
    expect(unit.service.door).toBe(FIRST_DOOR.id);
    unit.service.decidedThrough = unit.clock.wall();
    unit.taker.take(unit.command(2, { ...bind, binding: 2 }));
    await until('the other door', () => unit.service.door === OTHER_DOOR.id);
    expect(
      unit.journal
        .readAfter(0, 9, 1)
        .map(({ jws }) => typeOf(jws))
        .slice(-3),
    ).toEqual(['roster', 'checkpoint', 'command']);
    unit.taker.take(unit.command(3, { ...bind, binding: 2 }));
    await answered(3);
    expect(answers()).toMatchObject([{ number: 3, order: 'bind', outcome: 'done' }]);
    expect(unit.service.calls.filter((call) => call.startsWith('start'))).toHaveLength(2);
  });

  it('end a binding with the checkpoint that was due when the unit died, exactly once', async () => {
    const order = { do: 'bind', procedure: PROCEDURE, door: OTHER_DOOR, follows: null, binding: 2 } as const;
    const through = unit.clock.wall().toISOString();
    unit.orders.commit({ number: 1, task: { kind: 'end-binding', number: 1, order, through } });
    unit.writer.write({ type: 'checkpoint', through });
    await unit.stop();
    start();
    await until('the other door', () => unit.service.door === OTHER_DOOR.id);
    const types = unit.journal.readAfter(0, 9, 1).map(({ jws }) => typeOf(jws));
    expect(types).toEqual(['bound', 'checkpoint', 'roster', 'command']);
    const back = { ...order, door: FIRST_DOOR, binding: 3 } as const;
    const later = unit.clock.wall().toISOString();
    unit.orders.commit({ number: 2, task: { kind: 'end-binding', number: 2, order: back, through: later } });
    await unit.stop();
    start();
    await until('the first door again', () => unit.service.door === FIRST_DOOR.id);
    expect(unit.journal.readAfter(0, 9, 2).map(({ jws }) => typeOf(jws))).toEqual([
      'bound',
      'roster',
      'checkpoint',
      'command',
    ]);
    await unit.stop();
    start();
    expect(unit.service.door).toBe(FIRST_DOOR.id);
    expect(unit.journal.head.seq).toBe(1);
  });

  it('wipe everything once the hub holds the journal', async () => {
    unit.taker.take(unit.command(1, part(1, { ayu: ['a1'] })));
    unit.taker.take(unit.command(2, { do: 'wipe' }));
    await until('the answer', () => unit.journal.answers(2));
    expect(unit.roster.state().version).toBe(0);
    const { seq, hash } = unit.journal.head;
    unit.journal.takeReceipt({ seq, hash, at: unit.clock.wall().toISOString(), jws: 'receipt' });
    await until('the end', () => unit.restarts.length === 1);
    await unit.stop();
    expect(destroyUnit(folder)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect(destroyUnit(folder)).toBe(false);
    start();
    expect(unit.orders.lastNumber()).toBe(0);
  });

  it('wipe the keys, but not the journal, while the hub does not hold it', async () => {
    unit.taker.take(unit.command(1, { do: 'wipe' }));
    await until('the end', () => unit.restarts.length === 1);
    await unit.stop();
    expect(destroyUnit(folder)).toBe(true);
    expect(readdirSync(folder)).toEqual(['undelivered']);
    expect(existsSync(join(folder, 'undelivered', UNIT, 'journal.db'))).toBe(true);
    start();
    expect(unit.journal.head.seq).toBe(1);
  });
});

function typeOf(jws: string): string {
  return JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString()).type;
}
