import { MAX_MESSAGE_BYTES } from '@hadir/shared/wire/topics';

/** Puts entries into one message, one a line, as many as fit. At least one: a single entry is never too large. */
export function packRun<Entry extends { jws: string }>(
  entries: readonly Entry[],
  mostBytes: number = MAX_MESSAGE_BYTES,
): { payload: string; packed: Entry[] } {
  const packed: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += entry.jws.length + 1;
    if (packed.length > 0 && bytes > mostBytes) break;
    packed.push(entry);
  }
  return { payload: packed.map((entry) => entry.jws).join('\n'), packed };
}
