import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { EmployeeId } from '@hadir/shared/ids';
import type { Logger } from 'pino';
import type { AssistanceDesk } from '../assistance/assistance-desk.ts';
import { BackOff } from '../back-off.ts';
import type { DoorView } from '../camera/door-view.ts';
import type { EnrolmentStep } from '../enrolment/enrolment-step.ts';
import type { FaceInView } from '../recognition/messages.ts';
import type { Person } from '../roster/roster-store.ts';
import type { Sighting } from '../sighting/sighting.ts';
import type { UnitFacts } from '../status/unit-facts.ts';
import { composeAssist } from './compose-assist.ts';
import { composeView, type ViewInput } from './compose-view.ts';
import { DoorStage } from './door-stage.ts';
import { LivePicture } from './live-picture.ts';
import { readPageFiles } from './page-files.ts';
import { makePhoneCertificate, phoneAddress } from './phone-certificate.ts';
import { PhonePass } from './phone-pass.ts';
import { type Onlooker, ScreenServer } from './screen-server.ts';
import type { View } from './view.ts';

export interface ScreenConfig extends Readonly<ViewInput['look']> {
  /** On the loopback interface; 0 is no screen. */
  readonly port: number;
  /** On every interface; 0 is no phone. */
  readonly phonePort: number;
}

export interface ScreenOptions {
  readonly config: ScreenConfig;
  /** Null while nobody has claimed the unit. */
  readonly facts: () => UnitFacts | null;
  readonly person: (employee: EmployeeId) => Person | null;
  /** Where supervisors answer for others; null while the unit is not claimed. */
  readonly desk?: () => AssistanceDesk | null;
  readonly log: Logger;
}

const TICK_MS = 500;
/** The page notices by these that it has lost the unit, and sets its clock by them. */
const REPEAT_MS = 5_000;

/**
 * The screen beside the door, as a page for a browser on this machine. Whatever it is told it takes note of and returns
 * at once: the door waits for no screen, and an error here stays here.
 */
export class Screen implements DoorView {
  readonly #options: ScreenOptions;
  readonly #stage = new DoorStage();
  readonly #live = new LivePicture();
  readonly #pass = new PhonePass();
  readonly #server: ScreenServer;
  readonly #listening: Server[] = [];
  /** What each kind of onlooker was told last, and when. */
  readonly #told: Record<Onlooker, { view: string; face: string; at: number }> = {
    screen: { view: '', face: '', at: 0 },
    phone: { view: '', face: '', at: 0 },
  };
  /** What each owner was told of the dialogue with a supervisor. */
  readonly #toldAssist = new Map<string, string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #step: EnrolmentStep | null = null;
  #door: string | null = null;
  #due = false;
  #stopped = false;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#server = new ScreenServer({
      live: this.#live,
      pass: this.#pass,
      onJoin: () => {
        for (const told of Object.values(this.#told)) Object.assign(told, { view: '', face: '' });
        this.#toldAssist.clear();
        this.#soon();
      },
      onWantsPhone: () => {
        this.#pass.issue(performance.now());
        this.#soon();
      },
      onAssist: (owner, action) => {
        const taken = this.#options.desk?.()?.act(owner, action) ?? false;
        this.#soon();
        return taken;
      },
    });
  }

  /** Resolves when the screen can be opened, or is known not to be for now: the unit does its work without it. */
  async start(): Promise<void> {
    const { config, log } = this.#options;
    if (config.port === 0) return;
    try {
      this.#server.usePage(readPageFiles());
    } catch (error) {
      log.error(
        { err: error },
        'The page of the screen is damaged: install the software anew. The door works without.',
      );
      return;
    }
    await this.#listen(() => createServer(this.#server.onScreenRequest), config.port, '127.0.0.1');
    if (config.phonePort !== 0) {
      const certificate = await makePhoneCertificate();
      await this.#listen(() => createTlsServer(certificate, this.#server.onPhoneRequest), config.phonePort, '0.0.0.0');
    }
    const timer = setInterval(() => this.#tell(), TICK_MS);
    this.#timers.add(timer);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#server.close();
    for (const server of this.#listening) {
      server.close();
      server.closeAllConnections();
    }
  }

  onFrame(jpeg: Uint8Array): void {
    this.#live.put(jpeg);
  }

  onFaces(faces: readonly FaceInView[]): void {
    this.#stage.follow(faces, performance.now());
    if (this.#server.count() > 0) this.#soon();
  }

  readonly onSighting = (sighting: Sighting): void => {
    this.#stage.see(sighting, performance.now());
    this.#soon();
  };

  readonly onEnrolment = (step: EnrolmentStep): void => {
    this.#step = step;
    this.#soon();
  };

  /** After whatever is going on now, so that whoever told us something goes on at once. */
  #soon(): void {
    if (this.#due || this.#stopped) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      this.#tell();
    });
  }

  #tell(): void {
    if (this.#stopped || this.#server.count() === 0) return;
    try {
      for (const kind of ['screen', 'phone'] as const) if (this.#server.count(kind) > 0) this.#tellKind(kind);
      for (const owner of this.#server.owners()) this.#tellOwner(owner);
    } catch (error) {
      this.#options.log.error({ err: error }, 'The screen beside the door could not be told. The door works on.');
    }
  }

  #tellKind(kind: Onlooker): void {
    const now = performance.now();
    const { view, face } = this.#compose(kind, now);
    const told = this.#told[kind];
    const { clock, ...rest } = view;
    const text = JSON.stringify([rest, { ...clock, now: '' }]);
    if (text !== told.view || now - told.at >= REPEAT_MS) {
      told.view = text;
      told.at = now;
      this.#server.tell({ kind }, 'view', view);
    }
    const faceText = JSON.stringify(face);
    if (faceText !== told.face) this.#server.tell({ kind }, 'face', face);
    told.face = faceText;
  }

  #tellOwner(owner: string): void {
    const { facts: readFacts, person, config } = this.#options;
    const desk = this.#options.desk?.() ?? null;
    const facts = readFacts();
    const view = composeAssist({
      offered: desk?.offered ?? false,
      open: desk?.open ?? false,
      state: desk?.state(owner) ?? null,
      language: facts?.settings.language ?? 'id',
      names: facts?.settings.names ?? config.names,
      zone: facts?.door?.zone ?? 'Asia/Jakarta',
      person,
    });
    const text = JSON.stringify(view);
    if (text === this.#toldAssist.get(owner)) return;
    this.#toldAssist.set(owner, text);
    this.#server.tell({ owner }, 'assist', view);
  }

  #compose(kind: Onlooker, now: number): { view: View; face: FaceInView | null } {
    const { config, facts: readFacts, person } = this.#options;
    const facts = readFacts();
    const door = facts?.door?.id ?? null;
    if (door !== this.#door) this.#stage.clear();
    this.#door = door;
    const scene = this.#stage.at(now);
    const common = { now: new Date(), facts, step: this.#step, person, look: config };
    // A phone is for aiming: who goes in and out is none of its business.
    if (kind === 'phone') {
      const anonymous = { ...scene, greeting: null, before: [] };
      return { view: composeView({ ...common, scene: anonymous, phone: null }), face: scene.face };
    }
    return { view: composeView({ ...common, scene, phone: this.#phone(door === null, now) }), face: scene.face };
  }

  /** While a unit is set up, a phone is welcome; afterwards somebody has to ask for it at the screen. */
  #phone(settingUp: boolean, now: number): ViewInput['phone'] {
    const { phonePort } = this.#options.config;
    const address = phonePort === 0 ? null : phoneAddress(phonePort);
    if (address === null) return null;
    if (settingUp && this.#pass.code(now) === null) this.#pass.issue(now);
    const code = this.#pass.code(now);
    return code === null ? null : { address, code };
  }

  /** Resolves after the first attempt; others follow while the port is somebody else's. */
  #listen(create: () => Server, port: number, host: string): Promise<void> {
    const { log } = this.#options;
    const backOff = new BackOff({ firstMs: 1_000, longestMs: 60_000 });
    return new Promise((resolve) => {
      const attempt = () => {
        if (this.#stopped) return resolve();
        const server = create();
        server.once('error', (error) => {
          if (backOff.failures === 0)
            log.warn(
              { port, reason: error.message },
              'The screen beside the door cannot be served: is another program on this port? The unit works without it and tries again. Set HADIR_SCREEN_PORT to another port, or to 0 for no screen.',
            );
          this.#timers.add(setTimeout(attempt, backOff.next()));
          resolve();
        });
        server.listen(port, host, () => {
          this.#listening.push(server);
          log.info({ port, host }, 'The screen beside the door can be opened.');
          resolve();
        });
      };
      attempt();
    });
  }
}
