import type { UnitId } from '@hadir/shared/ids';
import { signJws } from '@hadir/shared/journal/node-signature';
import type { EnrolmentSubject, PictureReceipt } from '@hadir/shared/wire/picture';
import { MAX_MESSAGE_BYTES, unitTopic } from '@hadir/shared/wire/topics';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { quarantine } from '../quarantine/quarantine.ts';
import { checkPicture } from './check-picture.ts';
import { listUnhandled, markHandled, storePicture } from './picture-store.ts';

/** A photo that a supervisor took at a door for somebody's enrolment; `readPicture` opens it. */
export interface EnrolmentPicture {
  readonly id: string;
  readonly unit: string;
  readonly takenAt: Date;
  readonly subject: EnrolmentSubject;
}

/** Pictures that wait to be looked at, of everybody and of one unit: more are not answered, and come again. */
const MOST_WAITING = 32;
const MOST_OF_ONE = 4;
/** What could not be handed on is tried again after this. */
const AGAIN_MS = 60_000;
/** Of a refused message: its header and no picture. */
const SAMPLE_BYTES = 2_048;

type Dependencies = Pick<FeatureDependencies, 'database' | 'authority' | 'transport' | 'log' | 'now'>;

/**
 * Takes sealed pictures from units: checks each, keeps it once, and answers only after that has committed. What it does
 * not answer, because the database is away or the picture's entry is not here yet, the unit sends again.
 */
export class PictureInbox {
  readonly #dependencies: Dependencies;
  readonly #waiting = new Map<UnitId, number>();
  #count = 0;
  #working: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #takeEnrolment: ((picture: EnrolmentPicture) => Promise<void>) | null = null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The one who takes photos for enrolment; set before `start`. Called at least once for each photo, after it was
   * stored and in the order of arrival, again where it threw, and by whichever hub has it: taking one twice must change nothing.
   */
  onEnrolment(take: (picture: EnrolmentPicture) => Promise<void>): void {
    this.#takeEnrolment = take;
  }

  start(): void {
    this.#dependencies.transport.onPicture((unit, payload) => this.#receive(unit, payload));
    const handOn = () => this.#enqueue(() => this.#handOn());
    this.#timer = setInterval(handOn, AGAIN_MS).unref();
    handOn();
  }

  /** Resolves when what has come so far is stored and handed on. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  #receive(unit: UnitId, payload: Buffer): void {
    const own = this.#waiting.get(unit) ?? 0;
    if (own >= MOST_OF_ONE || this.#count >= MOST_WAITING || payload.length > MAX_MESSAGE_BYTES) {
      this.#dependencies.log.debug({ unit }, 'a picture was not answered: too many wait; its unit sends it again');
      return;
    }
    this.#waiting.set(unit, own + 1);
    this.#count += 1;
    this.#enqueue(async () => {
      try {
        await this.#take(unit, payload);
      } finally {
        this.#count -= 1;
        const left = (this.#waiting.get(unit) ?? 1) - 1;
        if (left === 0) this.#waiting.delete(unit);
        else this.#waiting.set(unit, left);
      }
    });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((error: unknown) => {
      this.#dependencies.log.error(
        { err: error },
        'a picture could not be stored or handed on; its unit sends it again, or it is tried again in a minute',
      );
    });
  }

  async #take(unit: UnitId, payload: Buffer): Promise<void> {
    const { database, authority, log } = this.#dependencies;
    const outcome = await checkPicture(database.sql, authority.pictureKeys.privateKey, unit, payload);
    switch (outcome.kind) {
      case 'not-yet':
        log.debug({ unit, reason: outcome.reason }, 'a picture was not answered; its unit sends it again');
        return;
      case 'refused': {
        const { reason, id } = outcome;
        log.warn({ unit, reason }, 'a picture was refused; its header is in quarantine');
        const content = payload.subarray(0, Math.min(SAMPLE_BYTES, Math.max(0, payload.indexOf('\n'))));
        await quarantine(database.sql, [
          { unit, reason: 'picture-refused', detail: reason, content, bytes: payload.length },
        ]);
        if (id !== null) await this.#answer(unit, id, 'refused', reason);
        return;
      }
      case 'genuine': {
        const isNew = await storePicture(database.db, outcome.picture);
        await this.#answer(unit, outcome.picture.header.id, 'held');
        if (isNew) log.info({ unit, kind: outcome.picture.header.subject.kind }, 'a sealed picture was stored');
        if (isNew && outcome.picture.header.subject.kind === 'enrolment') await this.#handOn();
      }
    }
  }

  async #handOn(): Promise<void> {
    const { database, log, now } = this.#dependencies;
    const take = this.#takeEnrolment;
    if (take === null) return;
    for (const { id, unit, takenAt, subject } of await listUnhandled(database.db)) {
      if (subject.kind !== 'enrolment') continue;
      try {
        await take({ id, unit, takenAt, subject });
        await markHandled(database.db, id, now());
      } catch (error) {
        log.error({ err: error, id, unit }, 'a photo from a door could not be taken; it is tried again in a minute');
      }
    }
  }

  async #answer(unit: UnitId, id: string, answer: PictureReceipt['answer'], reason?: string): Promise<void> {
    const { authority, transport, now } = this.#dependencies;
    const at = now().toISOString();
    const receipt: PictureReceipt = { v: 1, unit, id, at, answer, ...(reason === undefined ? {} : { reason }) };
    const jws = signJws('hadir-picture-receipt', authority.hubKey, receipt);
    await transport.publish(unitTopic(unit, 'receipt'), jws, { qos: 0 });
  }
}
