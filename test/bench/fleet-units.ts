import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClaimAtHub, Refused } from './fleet-enrolment.ts';
import { FleetUnit } from './fleet-unit.ts';

/*
 * A fleet of units in one process, apart from the hub that they meet. Commands come from the parent, one at a time,
 * and each is answered; `watch` goes on through the loss of the hub.
 */
export type FleetCommand =
  | { readonly do: 'prepare'; readonly units: number }
  /** @param file claims as JSON, one for each unit */
  | { readonly do: 'enrol'; readonly file: string }
  | { readonly do: 'connect'; readonly patienceMs: number }
  /** Waits until the hub is gone, for all of them. */
  | { readonly do: 'lose' }
  | { readonly do: 'return'; readonly patienceMs: number };

export interface FleetAnswer {
  readonly did: FleetCommand['do'];
  /** Of the wall clock, milliseconds: when the last unit was done. */
  readonly at: number;
  /** Units that were refused and not healed. */
  readonly refused: number;
  /** From the start of the command to each unit's arrival, milliseconds, ascending. */
  readonly arrivals: readonly number[];
}

/** Enrolments under way at one time: each is three TLS handshakes, and none should wait for longer than it would alone. */
const AT_ONCE = 100;
const LOOK_MS = 20;

let fleet: FleetUnit[] = [];

async function enrolAll(claims: readonly ClaimAtHub[]): Promise<number> {
  let refused = 0;
  const waiting = fleet.map((unit, index) => ({ unit, claim: claims[index] as ClaimAtHub }));
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await next.unit.enrol(next.claim).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        console.error(error.message);
        refused += 1;
      });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused;
}

/** @returns when each unit arrived, milliseconds from now; those that do not within the time are missing */
async function arrivals(patienceMs: number): Promise<number[]> {
  const from = performance.now();
  const away = new Set(fleet);
  const times: number[] = [];
  while (away.size > 0 && performance.now() - from < patienceMs) {
    for (const unit of away)
      if (unit.arrived) {
        away.delete(unit);
        times.push(performance.now() - from);
      }
    await pause(LOOK_MS);
  }
  return times;
}

async function obey(command: FleetCommand): Promise<Omit<FleetAnswer, 'did' | 'at'>> {
  switch (command.do) {
    case 'prepare':
      for (let made = 0; made < command.units; made++) fleet.push(await FleetUnit.make());
      return { refused: 0, arrivals: [] };
    case 'enrol': {
      const refused = await enrolAll(JSON.parse(readFileSync(command.file, 'utf8')));
      return { refused, arrivals: [] };
    }
    case 'connect': {
      for (const unit of fleet) void unit.stayConnected();
      const times = await arrivals(command.patienceMs);
      return { refused: fleet.length - times.length, arrivals: times };
    }
    case 'lose':
      while (fleet.some((unit) => unit.connected)) await pause(LOOK_MS);
      return { refused: 0, arrivals: [] };
    case 'return': {
      // Something happened at every door meanwhile: back is who has delivered it.
      for (const unit of fleet) unit.append({ type: 'checkpoint', through: new Date().toISOString() });
      const times = await arrivals(command.patienceMs);
      return { refused: fleet.length - times.length, arrivals: times };
    }
  }
}

process.on('message', (command: FleetCommand) => {
  obey(command).then(
    (answer) => process.send?.({ did: command.do, at: Date.now(), ...answer }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => {
  for (const unit of fleet) unit.stop();
  fleet = [];
  process.exit(0);
});
