import type { UnitId } from '@hadir/shared/ids';

/** What was sent to a unit's topics; `payload` as it goes on the wire. */
interface PublishOptions {
  readonly qos: 0 | 1;
  readonly retain?: boolean;
}

/**
 * The port between the hub and its units: aedes inside the hub, or any MQTT 5 broker beside it. The unit id that a
 * listener gets has been proved by the client certificate; a payload has been proved by nothing.
 */
export interface Transport {
  /**
   * Resolves when the message has been handed to the broker; QoS 1 to an absent unit is not kept for it.
   * @returns false where it is certain that nobody got it. An external broker does not say who listens.
   */
  publish(topic: string, payload: Buffer | string, options: PublishOptions): Promise<boolean>;
  /**
   * The one consumer of journals; set before `start`. While the promise it returns is pending, the sender is not read
   * further: that is the back-pressure.
   */
  onJournal(listener: (unit: UnitId, payload: Buffer) => Promise<void> | undefined): void;
  onStatus(listener: (unit: UnitId, payload: Buffer) => void): void;
  /** What cameras saw, as units were asked: 36 bytes id of the order, then a JPEG or nothing. */
  onSnapshot(listener: (unit: UnitId, payload: Buffer) => void): void;
  /** Sealed pictures as units send them: see the wire contract. Not awaited; whoever is too busy answers nothing. */
  onPicture(listener: (unit: UnitId, payload: Buffer) => void): void;
  /** Embedded: as the connection comes and goes. External: as the retained status and the will say. */
  onConnection(listener: (unit: UnitId, connected: boolean) => void): void;
  /** Ends the unit's connection, if there is one here; it may come back when its certificate still counts. */
  disconnect(unit: UnitId): Promise<void>;
  /** @returns the address that units connect to, `mqtts://host:port`. */
  start(): Promise<{ url: string }>;
  stop(): Promise<void>;
}
