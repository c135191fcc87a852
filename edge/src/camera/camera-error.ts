export type CameraErrorCode =
  /** The program that reads the camera is not installed. */
  | 'program-missing'
  /** The program ended by itself. */
  | 'program-ended'
  /** No frame came for too long. */
  | 'stalled'
  /** The folder of stills is missing, unreadable or empty. */
  | 'folder-unusable';

/** Why a camera gave no more frames. */
export class CameraError extends Error {
  readonly code: CameraErrorCode;

  constructor(code: CameraErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CameraError';
    this.code = code;
  }
}
