import type { PhotoOutcome } from '@hadir/shared/face/describe-photo';
import type { FastifyBaseLogger } from 'fastify';
import type { Authority } from '../authority/authority.ts';
import type { Transport } from '../broker/transport.ts';
import type { HubConfig } from '../config.ts';
import type { Database } from '../database/open-database.ts';

/** What came of a photo; of one that shows a face also that face, cut out, as JPEG. */
export type JudgedPhoto =
  | Exclude<PhotoOutcome, { kind: 'described' }>
  | (Extract<PhotoOutcome, { kind: 'described' }> & { readonly crop: Uint8Array });

/** Makes templates from photos, away from the thread that answers requests. */
export interface PhotoDescriber {
  /** @param model id of a superseded embedder; the one in use where it is missing. */
  describe(photo: Uint8Array, model?: string): Promise<JudgedPhoto>;
  stop(): Promise<void>;
}

/** What the HTTP API is built from. */
export interface ApiDependencies {
  readonly config: Pick<HubConfig, 'region' | 'publicHost' | 'assets'> & Partial<Pick<HubConfig, 'scanCommand'>>;
  readonly database: Database;
  readonly authority: Authority;
  readonly transport: Transport;
  readonly log: FastifyBaseLogger;
  /** Where units and browsers reach this hub once it listens: `https://host:port` and `mqtts://host:port`. */
  addresses(): { readonly https: string; readonly mqtt: string };
  /** Default: a worker thread that loads the models from `config.assets` when the first photo comes. */
  readonly photos?: PhotoDescriber;
  /** Path of another manifest of the face models than the project's own. */
  readonly modelManifest?: string;
  readonly now?: () => Date;
}

/** The same with every default filled in: what features get. */
export type FeatureDependencies = Required<ApiDependencies>;
