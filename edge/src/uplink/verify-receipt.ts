import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { Receipt } from '@hadir/shared/wire/receipt';
import { Compile } from 'typebox/compile';

export type ReceiptOutcome =
  | { readonly kind: 'genuine'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly reason: string };

export interface ReceiptContext {
  readonly unit: string;
  /** Of the journal; the hub may speak of this one or of one before. */
  readonly binding: number;
  /** Pinned when the unit was claimed. */
  readonly hubKey: Ed25519Jwk;
}

const receiptSchema = Compile(Receipt);

/** Checks that a receipt is the hub's word for this unit and one of its bindings; its signature before anything of it is parsed. */
export function verifyReceipt(text: string, { unit, binding, hubKey }: ReceiptContext): ReceiptOutcome {
  const refuse = (reason: string): ReceiptOutcome => ({ kind: 'refused', reason });
  const jws = splitJws(text);
  if (jws === null || !isSignedBy(jws, 'hadir-receipt', hubKey)) return refuse("it does not carry the hub's signature");
  const receipt: unknown = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
  if (!receiptSchema.Check(receipt)) {
    const [first] = receiptSchema.Errors(receipt);
    return refuse(`its field ${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}`);
  }
  if (receipt.unit !== unit) return refuse(`it is for ${receipt.unit}`);
  if (receipt.binding > binding) return refuse(`it is for binding ${receipt.binding}`);
  return { kind: 'genuine', receipt };
}
