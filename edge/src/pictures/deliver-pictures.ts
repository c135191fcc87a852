import type { UnitId } from '@hadir/shared/ids';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { type PictureHeader, PictureReceipt } from '@hadir/shared/wire/picture';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { Logger } from 'pino';
import { Compile } from 'typebox/compile';
import { monotonicMs } from '../clock/unit-clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Link } from '../uplink/link.ts';
import type { KeptPicture, PictureStore } from './picture-store.ts';

export interface PictureDeliveryOptions {
  readonly unit: UnitId;
  readonly key: SigningKey;
  /** Pinned when the unit was claimed. */
  readonly hubKey: Ed25519Jwk;
  readonly store: PictureStore;
  readonly journal: Journal;
  readonly log: Logger;
  /** How long the hub may take to answer before a picture is sent again, at first; twice as long each time. */
  readonly patienceMs?: number;
}

/** Pictures on their way at one time: attendance comes first on a thin line. */
const AT_ONCE = 2;
/** Entries that may wait for the hub before pictures make room for them. */
const JOURNAL_WAITS = 20;
const PATIENCE_MS = 30_000;
const LONGEST_PATIENCE_MS = 600_000;

const receiptSchema = Compile(PictureReceipt);

/**
 * Sends pictures over one connection after the other, oldest first, and again until the hub answers for each. The
 * journal comes first: an evidence picture goes only when the hub's receipt covers its entry, and none goes while a
 * backlog of entries drains.
 */
export class PictureDelivery {
  readonly #options: Required<PictureDeliveryOptions>;
  readonly #underWay = new Map<string, { sentAt: number; times: number }>();
  #link: Link | null = null;

  constructor(options: PictureDeliveryOptions) {
    this.#options = { patienceMs: PATIENCE_MS, ...options };
  }

  open(link: Link): void {
    this.#underWay.clear();
    this.#link = link;
    this.pump();
  }

  close(): void {
    this.#link = null;
  }

  /** Sends what may go; once a second, and when there is something new. */
  pump(): void {
    const link = this.#link;
    const { journal, store } = this.#options;
    if (link === null || store.bytes === 0 || journal.head.seq - journal.received.seq > JOURNAL_WAITS) return;
    const now = monotonicMs();
    let busy = 0;
    for (const picture of store.list()) {
      if (busy >= AT_ONCE) return;
      const sent = this.#underWay.get(picture.id);
      const waits = sent !== undefined && now - sent.sentAt < this.#patience(sent.times);
      if (waits) busy += sent.times === 1 ? 1 : 0;
      else if (this.#isDue(picture)) {
        busy += 1;
        this.#send(link, picture, now);
      }
    }
  }

  /** @param payload of a message on the unit's receipt topic. @returns whether it was about a picture. */
  takeReceipt(payload: string): boolean {
    const { unit, hubKey, store, log } = this.#options;
    const jws = splitJws(payload);
    if (jws === null || !isSignedBy(jws, 'hadir-picture-receipt', hubKey)) return false;
    const receipt: unknown = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
    if (!receiptSchema.Check(receipt) || receipt.unit !== unit) {
      log.warn('An answer about a picture was not believed: it is not for this unit, or not as it should be.');
      return true;
    }
    const { id, answer, reason } = receipt;
    if (answer === 'refused') log.error({ id, reason }, `The hub refuses a picture: ${reason}. It is dropped.`);
    store.drop(id);
    this.#underWay.delete(id);
    this.pump();
    return true;
  }

  #isDue({ subject }: KeptPicture): boolean {
    if (subject === null) return false;
    return subject.kind !== 'evidence' || this.#options.journal.receivedOf(subject.binding).seq >= subject.seq;
  }

  #send(link: Link, { id, takenAt, subject }: KeptPicture, now: number): void {
    const { unit, key, store, log } = this.#options;
    const sealed = store.sealed(id);
    if (sealed === null || subject === null) return;
    this.#underWay.set(id, { sentAt: now, times: (this.#underWay.get(id)?.times ?? 0) + 1 });
    const header: PictureHeader = { v: 1, unit, id, takenAt, subject };
    const payload = `${signJws('hadir-picture', key, header)}\n${sealed}`;
    link.publish(unitTopic(unit, 'picture'), payload, { qos: 1, retain: false }).catch((error: unknown) => {
      log.debug({ error, id }, 'A picture was not taken: the connection is ending.');
    });
  }

  #patience(times: number): number {
    return Math.min(LONGEST_PATIENCE_MS, this.#options.patienceMs * 2 ** (times - 1));
  }
}
