import type { UnitId } from '@hadir/shared/ids';
import type { SigningKey } from '@hadir/shared/journal/node-signature';

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

/** The hub's keys and what it certifies with them. The keys themselves stay in `<data>/keys`, mode 0600. */
export interface Authority {
  readonly caPem: string;
  /** SHA-256 of the CA's DER, upper-case hex with colons: what people compare. */
  readonly caFingerprint: string;
  /** Signs receipts and commands. */
  readonly hubKey: SigningKey;
  /** 32 bytes, AES-256-GCM, for templates at rest. */
  readonly templateKey: Buffer;
  /** TLS for HTTPS and MQTT: PEM; the chain includes the CA. */
  serverCredentials(): { readonly key: string; readonly cert: string };
  /** TLS towards an external broker, under the common name `hadir-hub`: PEM. Made anew at every start. */
  issueHubClientCredentials(): Promise<{ readonly key: string; readonly cert: string }>;
  /** @param csr PKCS #10, PEM or DER; its subject is ignored, the certificate names `unit` and is for clients only. */
  issueUnitCertificate(csr: string | Buffer, unit: UnitId): Promise<IssueOutcome>;
}
