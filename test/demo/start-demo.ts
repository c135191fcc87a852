import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Units } from '@hadir/shared/api/units';
import { freePort } from '../fleet/free-port.ts';
import type { HubClient } from '../fleet/hub-client.ts';
import { type HubOptions, type RunningHub, startHub } from '../fleet/start-hub.ts';
import { type RunningUnit, startUnit } from '../fleet/start-unit.ts';
import { until } from '../fleet/until.ts';
import { footagePath } from '../footage/footage.ts';
import { region } from './cast.ts';
import { makeDoorFootage } from './make-door-footage.ts';
import { openWorkingDay, type WorkingDay } from './open-working-day.ts';
import { postPeople } from './post-people.ts';
import { claimDoor, type PreparedOffice, prepareOffice } from './prepare-office.ts';
import { type DemoSignIn, signInForEachRole } from './sign-in-for-each-role.ts';

export interface Demo {
  readonly hub: RunningHub;
  /** What the hub was started with: starting it again with this continues where it was. */
  readonly hubOptions: HubOptions;
  readonly units: RunningUnit[];
  /** Addresses of the screens beside the doors. */
  readonly screens: readonly string[];
  readonly admin: HubClient;
  readonly office: PreparedOffice;
  readonly signIns: DemoSignIn[];
  readonly schedule: WorkingDay;
  /** Tells when a hub or unit ends that nobody stopped. */
  onUnexpectedEnd(listener: (name: string, lastLines: string) => void): void;
  stop(): Promise<void>;
}

export interface DemoOptions {
  say: (line: string) => void;
  /** Footage runs once. */
  unattended: boolean;
  /** How soon the doors forget a face: the sooner, the more punches one run gives. */
  coolDownSeconds: number;
  signal: AbortSignal;
}

/** Starts the whole fleet of the demo in a folder of its own, which goes when it stops. */
export async function startDemo({ say, unattended, coolDownSeconds, signal }: DemoOptions): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'hadir-demo-'));
  // PostgreSQL runs as another user when the demo runs as root, and has to get through.
  await chmod(folder, 0o711);
  const running: (RunningHub | RunningUnit)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    // Units first: their last entries still reach the hub.
    for (const one of running.reverse().splice(0)) await one.process.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const footage = makeDoorFootage(folder);
    footage.catch(() => {});
    const ports = { https: await freePort(8443), http: await freePort(8080), mqtt: await freePort(8883) };
    const moved = Object.entries({ https: 8443, http: 8080, mqtt: 8883 })
      .filter(([name, preferred]) => ports[name as keyof typeof ports] !== preferred)
      .map(([name, preferred]) => `${preferred} is busy, ${name} uses ${ports[name as keyof typeof ports]}`);
    if (moved.length > 0) say(`ports: ${moved.join('; ')}`);
    say('starting the hub: PostgreSQL, certificate authority, broker');
    const hubOptions: HubOptions = { folder, region, ports };
    const hub = await startHub(hubOptions);
    running.push(hub);
    signal.throwIfAborted();
    say(`hub ready at ${hub.http}`);
    const admin = await hub.administrator();
    const schedule = await openWorkingDay(admin);
    const office = await prepareOffice(admin, say);
    await postPeople(admin, office);
    signal.throwIfAborted();
    const signIns = await signInForEachRole(admin, hub, office);
    const loop = unattended ? '' : 'loop=1&';
    const cameras = [
      `ffmpeg:${await footage}${unattended ? '' : '?loop=1'}`,
      `ffmpeg:${footagePath('franck.mp4')}?${loop}from=120&seconds=60`,
    ];
    const units: RunningUnit[] = [];
    const screens: string[] = [];
    for (const [index, door] of office.doors.entries()) {
      const screenPort = await freePort(8480 + index);
      screens.push(`http://127.0.0.1:${screenPort}`);
      const unit = startUnit({
        folder,
        name: `unit-${index + 1}`,
        camera: cameras[index] ?? '',
        claim: await claimDoor(admin, door),
        env: { HADIR_COOLDOWN_SECONDS: String(coolDownSeconds), HADIR_SCREEN_PORT: String(screenPort) },
      });
      units.push(unit);
      running.push(unit);
      say(`unit ${index + 1} claims the door "${door.name}"`);
    }
    await until(
      'both units to come online',
      async () => {
        signal.throwIfAborted();
        for (const { process } of units)
          if (process.exited()) throw new Error(`${process.name} ended:\n${process.output().slice(-2_000)}`);
        const answer = await admin.get<Units>('/api/units');
        return answer.units.filter((unit) => unit.online).length === units.length;
      },
      60_000,
    );
    say('both units are online and watching');
    const onUnexpectedEnd: Demo['onUnexpectedEnd'] = (listener) => {
      for (const { process } of [hub, ...units])
        void until(`${process.name} to end`, () => process.exited(), Number.POSITIVE_INFINITY).then(() => {
          if (!stopping && !signal.aborted) listener(process.name, process.output().slice(-1_000));
        });
    };
    return { hub, hubOptions, units, screens, admin, office, signIns, schedule, onUnexpectedEnd, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
