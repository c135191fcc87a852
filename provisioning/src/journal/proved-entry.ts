import type { Entry } from '@hadir/shared/journal/entry';

/** An entry whose signature is right. */
export interface ProvedEntry {
  readonly line: number;
  readonly entry: Entry;
  /** SHA-256 of the compact JWS, base64url: what the next entry commits to. */
  readonly hash: string;
}
