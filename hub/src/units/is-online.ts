/** Units report every ten seconds; one that has been silent for so long is not online, whatever was heard last. */
const STALE_MS = 60_000;

/** @param at when the unit was last heard; null when never. */
export function isOnline(online: boolean | null, at: Date | null, now: Date): boolean {
  return online === true && at !== null && now.getTime() - at.getTime() < STALE_MS;
}
