/** A file in an archive, not unpacked yet. */
export interface ZipEntry {
  readonly path: string;
  read(): Promise<Uint8Array>;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;

/**
 * Reads the list of files of a ZIP archive, as the hub writes it: stored or deflated, below 4 GB.
 * Source: PKWARE APPNOTE 6.3.10. @returns null where this is no such archive.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let end = bytes.length - END_BYTES;
    while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
    if (end < 0) return null;
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const entries: ZipEntry[] = [];
    for (let number = 0; number < count; number++) {
      if (view.getUint32(at, true) !== CENTRAL) return null;
      const method = view.getUint16(at + 10, true);
      const packed = view.getUint32(at + 20, true);
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
        number,
        number,
        number,
      ];
      const local = view.getUint32(at + 42, true);
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
      if (view.getUint32(local, true) !== LOCAL) return null;
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = bytes.subarray(start, start + packed);
      if (content.length !== packed) return null;
      entries.push({ path, read: () => (method === 0 ? Promise.resolve(content) : inflate(content)) });
      at += 46 + name + extra + comment;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function inflate(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
