/** The reasons that have words of their own; the others are all kinds of not being a valid entry. */
const KNOWN = ['unit-revoked', 'unit-quarantined', 'fork', 'unknown-unit', 'bad-signature', 'broken-chain'] as const;

/** @returns the key of the words for a reason of the hub's. */
export function reasonWord(reason: string): `quarantine.reason.${(typeof KNOWN)[number] | 'other'}` {
  return `quarantine.reason.${KNOWN.find((known) => known === reason) ?? 'other'}`;
}
