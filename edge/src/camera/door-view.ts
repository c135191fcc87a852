import type { FaceInView } from '../recognition/messages.ts';

/** Whoever shows what the camera sees. Both methods return at once and never throw: the door does not wait for them. */
export interface DoorView {
  /** @param jpeg is handed over to somebody else right after the call: what is kept of it must be a copy. */
  onFrame(jpeg: Uint8Array): void;
  /** @param faces of a frame that was looked at, the nearest first. */
  onFaces(faces: readonly FaceInView[]): void;
}

/** Where nobody looks. */
export const NO_VIEW: DoorView = { onFrame: () => undefined, onFaces: () => undefined };
