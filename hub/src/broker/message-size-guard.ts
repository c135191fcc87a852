/**
 * Follows an MQTT byte stream packet by packet and says how large each will be, from its fixed header alone, so that
 * a packet that is too large is refused before it is buffered. Source: MQTT 3.1.1, 2.2 (same in MQTT 5, 2.1).
 */
export interface MessageSizeGuard {
  /** @returns null while all is well, else why this connection must end */
  check(chunk: Uint8Array): { readonly problem: 'too-large' | 'malformed'; readonly bytes: number } | null;
}

const LENGTH_BYTES = 4;

export function createMessageSizeGuard(most: number): MessageSizeGuard {
  let body = 0;
  let inHeader = false;
  let length = 0;
  let digits = 0;
  return {
    check(chunk) {
      let offset = 0;
      while (offset < chunk.length) {
        if (body > 0) {
          const skipped = Math.min(body, chunk.length - offset);
          body -= skipped;
          offset += skipped;
        } else if (!inHeader) {
          inHeader = true;
          length = 0;
          digits = 0;
          offset += 1;
        } else {
          const digit = chunk[offset++] as number;
          length += (digit & 0x7f) * 128 ** digits;
          digits += 1;
          if (digit >= 0x80 && digits < LENGTH_BYTES) continue;
          if (digit >= 0x80) return { problem: 'malformed', bytes: length };
          if (length > most) return { problem: 'too-large', bytes: length };
          inHeader = false;
          body = length;
        }
      }
      return null;
    },
  };
}
