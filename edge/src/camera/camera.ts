/** One still of a camera, stamped when its last byte arrived. */
export interface CapturedFrame {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  /** Wall clock. */
  readonly capturedAt: Date;
  /** CLOCK_MONOTONIC: milliseconds that no clock step touches. */
  readonly capturedMonotonicMs: number;
}

/** Where frames come from: footage, a device, or another program. */
export interface Camera {
  /** For log lines and the unit's status; carries no password. */
  readonly name: string;
  /** A live camera has no end: when its frames end, it has failed. Footage that was played to its end has not. */
  readonly live: boolean;
  /**
   * Starts the camera, and stops it when the signal aborts or the caller leaves the loop.
   * @throws CameraError where the camera fails.
   */
  frames(signal: AbortSignal): AsyncIterable<CapturedFrame>;
}
