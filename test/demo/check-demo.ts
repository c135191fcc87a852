import type { Arrival } from '@hadir/shared/api/attendance';
import type { Units } from '@hadir/shared/api/units';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import { until } from '../fleet/until.ts';
import { arrivingAtEastDoor, arrivingAtMainDoor, doors } from './cast.ts';
import type { Demo } from './start-demo.ts';
import { verifyJournals } from './verify-journals.ts';

interface CheckedPunch {
  employee: string;
  door: string;
  at: string;
  score: number;
  liveness: number;
  seq: number;
}

export interface CheckReport {
  holds: boolean;
  failures: string[];
  punches: CheckedPunch[];
  strangerSightings: number;
  strangerPunches: number;
  wrongPunches: number;
  entriesStored: number;
  entriesVerified: number;
  gaps: number;
  captureToScreenMsP50: number;
  captureToScreenMsP95: number;
  startupMs: number;
  firstPunchMs: number;
}

/** Watches the live feed as a screen would, until the footage has run, and compares with who really came by. */
export async function checkDemo(
  demo: Demo,
  say: (line: string) => void,
  startedAt: number,
  signal: AbortSignal,
): Promise<CheckReport> {
  const startupMs = Math.round(performance.now() - startedAt);
  const { admin, office } = demo;
  const arrivals: Arrival[] = [];
  const delays: number[] = [];
  let firstPunchMs = 0;
  const watching = new AbortController();
  const live = admin.live(
    ({ event, data, receivedAt }) => {
      if (event !== 'arrival') return;
      const arrival = data as Arrival;
      if (arrivals.some(({ id }) => id === arrival.id)) return;
      if (firstPunchMs === 0) firstPunchMs = Math.round(performance.now() - startedAt);
      arrivals.push(arrival);
      // Punches from before this screen was open were replayed: they say nothing about how fast it is.
      if (Date.parse(arrival.storedAt) > openedAt) delays.push(receivedAt - Date.parse(arrival.seenAt));
      say(
        `${arrival.name} at ${arrival.doorName}, score ${arrival.evidence.score.toFixed(2)}, on the screen after ${delays.at(-1)} ms`,
      );
    },
    watching.signal,
    '0',
  );
  const openedAt = Date.now();
  try {
    await footageToEnd(demo, arrivals, signal);
    say('the footage has run; waiting until the hub holds everything');
    await until('every journal to be delivered', async () => delivered(await statuses(demo)), 60_000);
  } finally {
    watching.abort();
    await live.catch(() => {});
  }
  const journals = await verifyJournals(admin);
  say(`${journals.verified} of ${journals.stored} entries verified, ${journals.gaps} gaps`);
  const status = await statuses(demo);
  const strangerSightings = status.reduce((sum, { said }) => sum + said.sightings.unknown + said.sightings.notLive, 0);
  const expected = new Map([
    [doors[0], office.employees.get(arrivingAtMainDoor)?.id],
    [doors[1], office.employees.get(arrivingAtEastDoor)?.id],
  ] as [string, string | undefined][]);
  const wrong = arrivals.filter(({ doorName, employee }) => expected.get(doorName) !== employee);
  // The stranger passes the main door; nobody is enrolled with that face, so any wrong punch there is the stranger's.
  const strangerPunches = wrong.filter(({ doorName }) => doorName === doors[0]).length;
  const failures: string[] = [];
  for (const [door, employee] of expected)
    if (!arrivals.some((arrival) => arrival.doorName === door && arrival.employee === employee))
      failures.push(`nobody arrived at ${door} who should have`);
  if (strangerSightings === 0) failures.push('the stranger was not noticed');
  if (strangerPunches > 0) failures.push(`${strangerPunches} punches for a stranger`);
  if (wrong.length > 0) failures.push(`${wrong.length} punches for the wrong person`);
  if (journals.verified !== journals.stored || journals.stored === 0) failures.push('not every entry verifies');
  if (journals.gaps > 0) failures.push(`${journals.gaps} gaps in the journals`);
  const ordered = delays.toSorted((a, b) => a - b);
  return {
    holds: failures.length === 0,
    failures,
    punches: arrivals.map((arrival) => ({
      employee: arrival.name,
      door: arrival.doorName,
      at: arrival.seenAt,
      score: round(arrival.evidence.score),
      liveness: round(arrival.evidence.liveness),
      seq: arrival.seq,
    })),
    strangerSightings,
    strangerPunches,
    wrongPunches: wrong.length,
    entriesStored: journals.stored,
    entriesVerified: journals.verified,
    gaps: journals.gaps,
    captureToScreenMsP50: percentile(ordered, 0.5),
    captureToScreenMsP95: percentile(ordered, 0.95),
    startupMs,
    firstPunchMs,
  };
}

interface UnitState {
  highWater: number;
  said: OnlineStatus;
}

async function statuses(demo: Demo): Promise<UnitState[]> {
  const { units } = await demo.admin.get<Units>('/api/units');
  return units.flatMap(({ highWater, status }) => (status?.state === 'online' ? [{ highWater, said: status }] : []));
}

function delivered(units: UnitState[]): boolean {
  return (
    units.length === 2 && units.every(({ highWater, said }) => said.receipted === said.head && said.head <= highWater)
  );
}

/** Both clips have an end; then the cameras say so. */
async function footageToEnd(demo: Demo, arrivals: Arrival[], signal: AbortSignal): Promise<void> {
  await until(
    'the footage to end',
    async () => {
      signal.throwIfAborted();
      for (const { process } of demo.units)
        if (process.exited()) throw new Error(`${process.name} ended:\n${process.output().slice(-2_000)}`);
      const units = await statuses(demo);
      return units.length === 2 && units.every(({ said }) => said.camera.state === 'stopped') && arrivals.length > 0;
    },
    150_000,
  );
}

function percentile(ordered: number[], share: number): number {
  return ordered[Math.min(ordered.length - 1, Math.ceil(ordered.length * share) - 1)] ?? -1;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
