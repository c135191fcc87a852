import { createHash } from 'node:crypto';
import type { EntryEvidence } from '@hadir/shared/api/attendance';
import type { Journal, Units } from '@hadir/shared/api/units';
import { compactVerify, importJWK } from 'jose';
import type { HubClient } from '../fleet/hub-client.ts';

export interface JournalReport {
  stored: number;
  verified: number;
  gaps: number;
}

/**
 * Reads every journal back from the hub and checks each entry's own signature, its hash, and the chain, with a JOSE
 * library that neither unit nor hub uses.
 */
export async function verifyJournals(hub: HubClient): Promise<JournalReport> {
  const report: JournalReport = { stored: 0, verified: 0, gaps: 0 };
  const { units } = await hub.get<Units>('/api/units');
  for (const unit of units) {
    let seq = 0;
    let prev = unit.kid;
    for (;;) {
      const { entries } = await hub.get<Journal>(
        `/api/units/${unit.id}/journal?binding=${unit.binding}&after=${seq}&limit=500`,
      );
      if (entries.length === 0) break;
      for (const entry of entries) {
        report.stored++;
        if (entry.seq !== seq + 1) report.gaps++;
        if (await isGenuine(entry, prev)) report.verified++;
        seq = entry.seq;
        prev = entry.hash;
      }
    }
    // Units go on: there may be more by now than when they were listed, never less.
    if (seq < unit.highWater) report.gaps++;
  }
  return report;
}

async function isGenuine(entry: EntryEvidence, prev: string): Promise<boolean> {
  try {
    const { payload, protectedHeader } = await compactVerify(entry.jws, await importJWK(entry.publicKey, 'EdDSA'), {
      algorithms: ['EdDSA'],
    });
    const said = JSON.parse(new TextDecoder().decode(payload));
    const hash = createHash('sha256').update(entry.jws).digest('base64url');
    return (
      protectedHeader.kid === entry.kid &&
      hash === entry.hash &&
      said.prev === prev &&
      said.seq === entry.seq &&
      said.unit === entry.unit
    );
  } catch {
    return false;
  }
}
