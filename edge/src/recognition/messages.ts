import type { FrameLight } from '@hadir/shared/face/measure-light';
import type { FrameColour } from '../camera/measure-colour.ts';
import type { Sighting } from '../sighting/sighting.ts';
import type { SightingPolicy } from '../sighting/sighting-policy.ts';

/** What the recognition worker is started with. */
export interface WorkerSettings {
  /** Folder of the model files. */
  readonly models: string;
  readonly threads: number;
  readonly policy: SightingPolicy;
}

/** Everyone whom this door may recognise, flat, so that it can be handed to the worker without a copy. */
export interface PackedRoster {
  readonly version: number;
  /** The employee of each template. */
  readonly employees: readonly string[];
  /** Templates one after the other, `dimension` numbers each. */
  readonly templates: Float32Array<ArrayBuffer>;
  readonly dimension: number;
  /** Employees who are easily taken for somebody else of the roster: a stricter rule applies. */
  readonly lookAlikes: readonly string[];
}

export type ToWorker =
  | { readonly kind: 'roster'; readonly roster: PackedRoster }
  | { readonly kind: 'policy'; readonly policy: SightingPolicy }
  | {
      readonly kind: 'frame';
      readonly jpeg: Uint8Array<ArrayBuffer>;
      readonly capturedAt: Date;
      readonly capturedMonotonicMs: number;
      /** Whether a punch goes with a picture of the face. */
      readonly evidence: boolean;
    };

/** A face in view, for the frame round it: relative to the picture's width and height, 0..1 where it is wholly inside. */
export interface FaceInView {
  readonly track: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What one frame brought. */
export interface FrameOutcome {
  readonly decoded: boolean;
  /** The nearest one comes first. */
  readonly faces: readonly FaceInView[];
  readonly sightings: readonly Sighting[];
  /** Null where the frame could not be decoded. */
  readonly light: FrameLight | null;
  /** Null where the frame was not decoded. */
  readonly colour: FrameColour | null;
  /** Of each recognised face where evidence was asked for: a small JPEG. */
  readonly evidence: readonly { readonly track: number; readonly jpeg: Uint8Array }[];
  /** Version of the roster that the faces were compared with. */
  readonly rosterVersion: number;
}

export type FromWorker =
  /** The models are loaded. `model`: id of the embedder. */
  { readonly kind: 'ready'; readonly model: string } | { readonly kind: 'frame'; readonly outcome: FrameOutcome };
