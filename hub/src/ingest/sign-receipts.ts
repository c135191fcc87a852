import { protectedHeader } from '@hadir/shared/journal/jws';
import type { Receipt } from '@hadir/shared/wire/receipt';
import sodium from 'sodium-native';
import type { Answer } from './answer-units.ts';

/** The hub's key as libsodium wants it. Holds a secret: never log it. */
export interface ReceiptKey {
  readonly kid: string;
  /** 32 bytes: the private key of RFC 8032. */
  readonly seed: Uint8Array;
}

export interface SignedReceipt {
  readonly unit: string;
  /** Compact JWS of type hadir-receipt. */
  readonly jws: string;
}

/** Call the result only with answers whose batch has committed: a receipt lets the unit forget. */
export function createReceiptSigner(key: ReceiptKey): (answers: readonly Answer[], now: Date) => SignedReceipt[] {
  const header = protectedHeader('hadir-receipt', key.kid);
  const publicKey = Buffer.alloc(32);
  const secretKey = Buffer.alloc(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, Buffer.from(key.seed));
  return (answers, now) =>
    answers.map((answer) => {
      const receipt: Receipt = { v: 1, ...answer, at: now.toISOString() };
      const signed = `${header}.${Buffer.from(JSON.stringify(receipt)).toString('base64url')}`;
      const signature = Buffer.alloc(64);
      sodium.crypto_sign_detached(signature, Buffer.from(signed, 'latin1'), secretKey);
      return { unit: answer.unit, jws: `${signed}.${signature.toString('base64url')}` };
    });
}
