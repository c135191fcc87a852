import type { NewProcedure, Procedure, StepName } from '@hadir/shared/api/procedures';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { LightMyRequestResponse } from 'fastify';
import type { LifeHub, Officer } from './life-hub.ts';
import type { LifeUnit } from './life-unit.ts';

type Interruption = () => Promise<void>;
const uninterrupted: Interruption = async () => {};

/** What an officer of BKD does about units, and looks up about them afterwards. */
export class ProcedureDesk {
  readonly hub: LifeHub;
  readonly officer: Officer;

  constructor(hub: LifeHub, officer: Officer) {
    this.hub = hub;
    this.officer = officer;
  }

  ask(wanted: NewProcedure): Promise<LightMyRequestResponse> {
    return this.hub.call(this.officer, 'POST', '/api/procedures', wanted);
  }

  /** @throws where the hub refuses. */
  async request(wanted: NewProcedure): Promise<Procedure> {
    const answer = await this.ask(wanted);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  }

  decide({ id }: Procedure, decision: 'approve' | 'refuse' | 'cancel', note?: string): Promise<LightMyRequestResponse> {
    const body = note === undefined ? {} : { note };
    return this.hub.call(this.officer, 'POST', `/api/procedures/${id}/${decision}`, body);
  }

  async makeClaim({ id }: Procedure): Promise<string> {
    const answer = await this.hub.call(this.officer, 'POST', `/api/procedures/${id}/claim`);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json().claim;
  }

  /** Lets the units that are connected work until the procedure has ended. */
  finished(procedure: Procedure, interruption = uninterrupted): Promise<Procedure> {
    return this.hub.until(
      `the end of ${procedure.kind}`,
      async () => {
        const now = await this.hub.show(this.officer, procedure.id);
        return now.finishedAt === null ? null : now;
      },
      interruption,
    );
  }

  /** Lets the units that are connected work until this step is behind. */
  reached(procedure: Procedure, name: StepName): Promise<Procedure> {
    return this.hub.until(`${name} of ${procedure.kind}`, async () => {
      const now = await this.hub.show(this.officer, procedure.id);
      const state = now.steps.find((step) => step.name === name)?.state;
      return state === 'done' || state === 'skipped' ? now : null;
    });
  }

  /** A unit in service at a door, with a punch delivered. */
  async install(door: string, facts?: HardwareFacts): Promise<LifeUnit> {
    const procedure = await this.request({ kind: 'install', door, reason: 'Unit pertama' });
    const unit = await this.hub.claim(await this.makeClaim(procedure), facts);
    this.hub.connect(unit);
    await this.finished(procedure);
    return unit;
  }

  async newDoor(): Promise<string> {
    return this.hub.newDoor(this.officer);
  }

  /** @throws where a door has two units. */
  async servedBy(door: string): Promise<string | null> {
    const rows = await this.hub.database.sql<{ unit: string }[]>`
      SELECT unit FROM bindings WHERE door = ${door} AND until IS NULL`;
    if (rows.length > 1) throw new Error('A door has two units.');
    return rows[0]?.unit ?? null;
  }

  async stateOf(unit: LifeUnit): Promise<string> {
    const [row] = await this.hub.database.sql<{ state: string }[]>`SELECT state FROM units WHERE id = ${unit.id}`;
    return row?.state ?? 'unknown';
  }
}

/** State of each step by its name. */
export function stepStates({ steps }: Procedure): Record<string, string> {
  return Object.fromEntries(steps.map(({ name, state }) => [name, state]));
}
