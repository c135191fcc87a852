export type FaceModelErrorCode =
  /** The file is missing or is no ONNX model. */
  | 'model-unreadable'
  /** The file's tensors are not those of the manifest. */
  | 'model-differs'
  /** The manifest names no model for a role, or two. */
  | 'role-unclear'
  /** The manifest does not say how alike strangers are to its embedder. */
  | 'not-calibrated';

/** Why the face models could not be loaded. */
export class FaceModelError extends Error {
  readonly code: FaceModelErrorCode;

  constructor(code: FaceModelErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FaceModelError';
    this.code = code;
  }
}
