/** How much may be under way without a receipt, and how patient the unit is. */
export interface WindowPolicy {
  readonly messages: number;
  /** Entries in one message. */
  readonly run: number;
  /** Without a receipt for this long, everything unreceipted is sent again; doubles each time, up to the longest. */
  readonly timeoutMs: number;
  readonly longestTimeoutMs: number;
  /** How long a unit that was refused waits before it asks again, with a single entry. */
  readonly refusedMs: number;
  /** The hub may ask several times for the same entries while they are under way. */
  readonly resendOnceMs: number;
}

export const DEFAULT_WINDOW_POLICY: WindowPolicy = {
  messages: 4,
  run: 100,
  timeoutMs: 10_000,
  longestTimeoutMs: 300_000,
  refusedMs: 60_000,
  resendOnceMs: 2_000,
};

/**
 * Which entries to send next. Pure: times are monotonic milliseconds, and numbers are those of entries.
 * Everything up to `received` is the hub's; everything from there to `sent` is under way; the rest waits.
 */
export class DeliveryWindow {
  readonly #policy: WindowPolicy;
  #received = 0;
  #sent = 0;
  #underWay: { to: number; at: number }[] = [];
  #timeouts = 0;
  #refusedUntil: number | null = null;
  #resent = { after: -1, at: Number.NEGATIVE_INFINITY };

  constructor(policy: WindowPolicy) {
    this.#policy = policy;
  }

  /** A connection stands: whatever was under way on the one before may be lost. */
  open(received: number): void {
    this.#received = received;
    this.#rewind();
    this.#timeouts = 0;
    this.#refusedUntil = null;
  }

  /** @param head the last entry of the journal. @returns which entries may go out now: up to `most` after `after`. */
  next(head: number, now: number): { after: number; most: number } | null {
    const refused = this.#refusedUntil !== null;
    if (this.#refusedUntil !== null && (now < this.#refusedUntil || this.#underWay.length > 0)) return null;
    if (this.#sent >= head || this.#underWay.length >= this.#policy.messages) return null;
    return { after: this.#sent, most: refused ? 1 : this.#policy.run };
  }

  sent(to: number, now: number): void {
    this.#sent = to;
    this.#underWay.push({ to, at: now });
  }

  /** The hub holds everything up to this entry. */
  held(seq: number): void {
    this.#refusedUntil = null;
    if (seq <= this.#received) return;
    this.#received = seq;
    this.#sent = Math.max(this.#sent, seq);
    this.#underWay = this.#underWay.filter(({ to }) => to > seq);
    this.#timeouts = 0;
  }

  /** The hub misses what comes after this entry. */
  resend(seq: number, now: number): void {
    this.#refusedUntil = null;
    const again = this.#resent.after === seq && now - this.#resent.at < this.#policy.resendOnceMs;
    if (again && this.#underWay.length > 0) return;
    this.#resent = { after: seq, at: now };
    this.#received = seq;
    this.#rewind();
  }

  /** The hub takes nothing from this unit. */
  refuse(now: number): void {
    this.#rewind();
    this.#refusedUntil = now + this.#policy.refusedMs;
  }

  /** @returns whether the hub has been silent for so long that everything unreceipted goes out again. */
  checkTimeout(now: number): boolean {
    const [oldest] = this.#underWay;
    if (oldest === undefined) return false;
    const { timeoutMs, longestTimeoutMs } = this.#policy;
    if (now - oldest.at < Math.min(longestTimeoutMs, timeoutMs * 2 ** this.#timeouts)) return false;
    this.#timeouts++;
    this.#rewind();
    return true;
  }

  #rewind(): void {
    this.#sent = this.#received;
    this.#underWay = [];
  }
}
