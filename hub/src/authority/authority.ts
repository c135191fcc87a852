import type { UnitId } from '@hadir/shared/ids';
import type { SigningKey } from '@hadir/shared/journal/node-signature';
import type { PictureKeys } from './picture-key.ts';

export type IssueOutcome =
  | {
      readonly ok: true;
      readonly pem: string;
      /** SHA-256 of the DER, lower-case hex: what `units.certificate_sha256` holds. */
      readonly sha256: string;
      /** Lower-case hex, as in the CRL. */
      readonly serial: string;
      /** SHA-256 of the issuing authority's DER, lower-case hex. */
      readonly issuer: string;
      readonly expires: Date;
    }
  | { readonly ok: false; readonly problem: 'unreadable-csr' | 'bad-csr-signature' | 'weak-key' };

export interface TrustedAuthority {
  readonly pem: string;
  /** Of the DER, lower-case hex. */
  readonly sha256: string;
  /** The same, upper-case hex with colons: what people compare. */
  readonly fingerprint: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

export interface RevokedCertificate {
  readonly serial: string;
  /** SHA-256 of the issuing authority's DER, lower-case hex. */
  readonly issuer: string;
  readonly revokedAt: Date;
}

export interface RevocationList {
  /** SHA-256 of the authority's DER, lower-case hex. */
  readonly issuer: string;
  readonly pem: string;
  readonly der: Buffer;
}

/**
 * The hub's keys and what it certifies with them. The keys themselves stay in `<data>/keys`, mode 0600.
 *
 * There is one authority, or, while it is being replaced, two: all are trusted, the newest certifies units, and the
 * hub itself shows a certificate of the older one until every unit has said that it trusts the newest.
 */
export interface Authority {
  /** Every authority that is trusted, oldest first: PEM. */
  readonly caPem: string;
  readonly trusted: readonly TrustedAuthority[];
  /** Of the authority that the hub's own certificate comes from: what a new unit compares. Upper-case hex with colons. */
  readonly caFingerprint: string;
  /** Signs receipts and commands. */
  readonly hubKey: SigningKey;
  /** 32 bytes, AES-256-GCM, for templates at rest. */
  readonly templateKey: Buffer;
  /** What units seal pictures with for this hub. */
  readonly pictureKeys: PictureKeys;
  /** TLS for HTTPS and MQTT: PEM; the chain includes the CA. */
  serverCredentials(): { readonly key: string; readonly cert: string };
  /** TLS towards an external broker: PEM, made anew each time. @param name by default what access lists call the hubs */
  issueHubClientCredentials(name?: string): Promise<{ readonly key: string; readonly cert: string }>;
  /** @param csr PKCS #10, PEM or DER; its subject is ignored, the certificate names `unit` and is for clients only. */
  issueUnitCertificate(csr: string | Buffer, unit: UnitId): Promise<IssueOutcome>;
  /** Signs a list for each authority and writes them all to `<data>/crl.pem`. */
  publishRevocations(revoked: readonly RevokedCertificate[]): Promise<void>;
  /** As published last, newest authority last; empty before the first time. */
  revocationLists(): readonly RevocationList[];
  /** Makes a new authority beside the one that there is. */
  addAuthority(): Promise<void>;
  /** Shows a certificate of the newest authority from now on. @returns false where it does already. */
  presentNewest(): Promise<boolean>;
  /** Trusts the newest authority only, and destroys the keys of the others. */
  dropOlder(): Promise<void>;
  /** Takes over what another hub changed in the same folder of keys. @returns whether anything had changed */
  reload(): Promise<boolean>;
  /** Called after what is trusted or shown has changed: TLS servers take new connections with it. */
  onChange(listener: () => void): void;
}
