interface LinkEvents {
  onMessage(topic: string, payload: string): void;
  /** The connection ended; said once, and not for one that `close` ended. */
  onClose(reason: string): void;
}

/** A connection to the broker that stands: the unit is subscribed to its own receipts and commands. */
export interface Link {
  /** Resolves when the broker took the message over, which proves nothing about the hub. */
  publish(topic: string, payload: string | Buffer, options: { qos: 0 | 1; retain: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** @throws LinkError where the connection does not come about. */
export type OpenLink = (events: LinkEvents) => Promise<Link>;

/** Why the broker cannot be reached. */
export class LinkError extends Error {
  readonly code = 'not-connected';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LinkError';
  }
}
