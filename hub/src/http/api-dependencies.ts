import type { PhotoOutcome } from '@hadir/shared/face/describe-photo';
import type { FastifyBaseLogger } from 'fastify';
import type { Authority } from '../authority/authority.ts';
import type { Transport } from '../broker/transport.ts';
import type { HubConfig } from '../config.ts';
import type { Database } from '../database/open-database.ts';

/** Makes templates from photos, away from the thread that answers requests. */
export interface PhotoDescriber {
  describe(photo: Uint8Array): Promise<PhotoOutcome>;
  stop(): Promise<void>;
}

/** What the HTTP API is built from. */
export interface ApiDependencies {
  readonly config: Pick<HubConfig, 'region' | 'publicHost' | 'assets'>;
  readonly database: Database;
  readonly authority: Authority;
  readonly transport: Transport;
  readonly log: FastifyBaseLogger;
  /** Where units and browsers reach this hub once it listens: `https://host:port` and `mqtts://host:port`. */
  addresses(): { readonly https: string; readonly mqtt: string };
  /** Default: a worker thread that loads the models from `config.assets` when the first photo comes. */
  readonly photos?: PhotoDescriber;
  readonly now?: () => Date;
}

/** The same with every default filled in: what features get. */
export type FeatureDependencies = Required<ApiDependencies>;
