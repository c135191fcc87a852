/** What to do about each of the hub's problem codes. */
const ADVICE: Record<string, string> = {
  'claim-mistyped': 'The claim is mistyped: compare it with what the hub showed.',
  'claim-unknown': 'The hub does not know this claim: make a new one in the dashboard or with "hadir claim new".',
  'claim-expired': 'The claim has expired: make a new one in the dashboard or with "hadir claim new".',
  'claim-used': 'The claim was used by another unit: make a new one in the dashboard or with "hadir claim new".',
  'proof-invalid': "The hub does not accept the unit's proof: empty the data folder and claim the unit anew.",
  'csr-invalid': "The hub does not accept the unit's TLS key: empty the data folder and claim the unit anew.",
  'key-known': 'The hub knows this key as another unit: empty the data folder and claim the unit anew.',
  'door-occupied': 'The door already has a unit: replace that one in the dashboard instead.',
  'unit-revoked': 'BKD shut this unit out. When that was a mistake, BKD re-activates it with a new claim.',
  'certificate-unknown': 'The hub does not know the certificate: ask BKD to re-activate this unit.',
  'certificate-expired': 'The certificate expired too long ago: ask BKD to re-activate this unit.',
  'certificate-missing':
    'Something between unit and hub ends the TLS connection: the unit has to reach the hub itself.',
  'procedure-over': 'The procedure of this claim is over or not approved yet: look at it in the dashboard.',
};

/** @returns null for a code that this release does not know. */
export function adviceOnRefusal(code: string): string | null {
  return ADVICE[code] ?? null;
}
