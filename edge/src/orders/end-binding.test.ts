import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '@hadir/shared/journal/entry';
import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import type { DoorFacts } from '@hadir/shared/wire/command';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHash } from '../../test/support/fake-hub.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { FIRST_DOOR, TestUnit } from '../../test/support/test-hands.ts';
import { until } from '../../test/support/until.ts';

const PROCEDURE = '00000000-0000-4000-8000-00000000c001';
const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001';
const hubKey = generateSigningKey();

type Step = 'punch' | 'bind' | 'unbind' | 'bind-again' | 'bind-wrong' | 'wait' | 'restart' | 'clock';
const steps = fc.array(
  fc.constantFrom<Step>('punch', 'bind', 'unbind', 'bind-again', 'bind-wrong', 'wait', 'restart', 'clock'),
  { minLength: 5, maxLength: 30 },
);

function doorOf(binding: number): DoorFacts {
  const id = `00000000-0000-4000-8000-00000000d${String(binding).padStart(3, '0')}`;
  return { ...FIRST_DOOR, id, name: `Pintu ${binding}` };
}

/** Every binding's entries, in the order in which they were written. */
function readAll(unit: TestUnit, bindings: number): { line: string; entry: Entry }[] {
  const lines = Array.from({ length: bindings }, (_, i) => unit.journal.readAfter(0, 10_000, i + 1)).flat();
  return lines.map(({ jws }) => {
    const entry = JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString()) as Entry;
    return { line: jws, entry };
  });
}

/** One life after the other of a unit in one folder, with what a test lets happen to it. */
class Lives {
  unit: TestUnit;
  /** The last binding that was ordered. */
  binding = 1;
  #number = 0;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.unit = new TestUnit(folder, hubKey);
    this.unit.start();
  }

  async do(step: Step): Promise<void> {
    const { unit } = this;
    unit.clock.pass(1_000);
    const bind = { do: 'bind', procedure: PROCEDURE, follows: null } as const;
    switch (step) {
      case 'punch':
        this.#punch();
        return;
      case 'bind':
        this.binding++;
        unit.taker.take(unit.command(++this.#number, { ...bind, binding: this.binding, door: doorOf(this.binding) }));
        return;
      case 'bind-again':
        if (this.binding === 1) return;
        unit.taker.take(unit.command(++this.#number, { ...bind, binding: this.binding, door: doorOf(this.binding) }));
        return;
      case 'bind-wrong':
        unit.taker.take(unit.command(++this.#number, { ...bind, binding: this.binding + 7, door: doorOf(99) }));
        return;
      case 'unbind':
        unit.taker.take(unit.command(++this.#number, { do: 'unbind', procedure: PROCEDURE }));
        return;
      case 'clock':
        unit.writer.write({
          type: 'clock',
          before: unit.clock.wall().toISOString(),
          after: unit.clock.wall().toISOString(),
          stepMs: 0,
        });
        return;
      case 'wait':
        await new Promise((resolve) => setImmediate(resolve));
        return;
      case 'restart':
        await this.unit.stop();
        this.unit = new TestUnit(this.#folder, hubKey);
        this.unit.start();
        this.#sayAgain();
    }
  }

  /** Orders that waited were never taken: the hub says them again, oldest first, when the unit connects. */
  #sayAgain(): void {
    const { unit } = this;
    for (let binding = unit.hands.binding().number; binding <= this.binding; binding++) {
      if (binding === 1) continue;
      const order = { do: 'bind', procedure: PROCEDURE, follows: null, binding, door: doorOf(binding) } as const;
      unit.taker.take(unit.command(++this.#number, order));
    }
  }

  /** The door that is watched makes the punch, whatever the stores say. */
  #punch(): void {
    const { service, clock, writer } = this.unit;
    if (service.door === null) return;
    const seenAt = clock.wall();
    const [score, liveness, frames, faceHeight] = [0.9, 0.9, 3, 100];
    const faces = { score, secondScore: null, threshold: 0.5, liveness, frames, faceHeight, model: 'm', roster: 1 };
    const { door } = service;
    writer.write({ type: 'punch', door, employee: EMPLOYEE, seenAt: seenAt.toISOString(), ...faces });
    service.decidedThrough = seenAt;
  }
}

describe('the end of a binding', () => {
  it('never gives a punch the wrong door, and begins every binding once, in whatever order things happen', async () => {
    const root = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const folder = join(root, String(++run));
        mkdirSync(folder);
        const lives = new Lives(folder);
        for (const step of script) await lives.do(step);
        await lives.do('bind-again');
        await until(
          'the last binding',
          () => lives.unit.hands.binding().number === lives.binding && lives.unit.orders.task() === null,
        );
        const all = readAll(lives.unit, lives.binding);
        let before: string | null = null;
        let ended = false;
        for (const { line, entry } of all) {
          if (before !== null) expect(entry.prev).toBe(before);
          before = chainHash(line);
          if (entry.seq === 1) {
            expect(entry).toMatchObject({ type: 'bound', door: doorOf(entry.binding).id });
            ended = false;
          } else expect(entry.type).not.toBe('bound');
          if (entry.type === 'punch') {
            expect(entry.door).toBe(doorOf(entry.binding).id);
            expect(ended).toBe(false);
          }
          if (entry.type === 'command' && entry.outcome === 'done' && entry.order === 'unbind') ended = true;
        }
        // The last entry of each binding but the last says that it has ended.
        for (let binding = 1; binding < lives.binding; binding++)
          expect(all.findLast(({ entry }) => entry.binding === binding)?.entry).toMatchObject({
            type: 'command',
            order: 'bind',
            outcome: 'done',
          });
        await lives.unit.stop();
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});
