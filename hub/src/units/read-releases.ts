import type { UnitHistory } from '@hadir/shared/api/units';
import { splitJws } from '@hadir/shared/journal/jws';
import { parseEntry } from '@hadir/shared/journal/parse-entry';

/**
 * @param boots stored `boot` entries as compact JWS, newest first
 * @returns which release of the software ran since when, newest first; starts of the same release in a row are one
 */
export function readReleases(boots: readonly string[]): UnitHistory['releases'] {
  const releases: UnitHistory['releases'] = [];
  for (const jws of boots) {
    const payload = splitJws(jws)?.payload ?? '';
    const entry = parseEntry(JSON.parse(Buffer.from(payload, 'base64url').toString() || 'null'));
    if (typeof entry === 'string' || entry.type !== 'boot') continue;
    const { release, at } = entry;
    const newer = releases.at(-1);
    if (newer?.release === release) newer.since = at;
    else releases.push({ release, since: at });
  }
  return releases;
}
