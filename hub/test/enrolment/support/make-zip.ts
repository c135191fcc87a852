import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** @param files by path; `compress` is off for photos, as most programs have it. */
export async function makeZip(files: Readonly<Record<string, Buffer | string>>, compress = true): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** Replaces text wherever it stands: in the local header as in the directory. Both must be of one length. */
export function replaceAll(zip: Buffer, from: string, to: string): Buffer {
  const changed = Buffer.from(zip);
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + to.length))
    changed.write(to, at, 'latin1');
  return changed;
}

const DIRECTORY_RECORD = Buffer.from([0x50, 0x4b, 0x01, 0x02]);

/** Changes the directory's record of one file: what an archive says of itself. */
export function changeRecord(zip: Buffer, path: string, change: (record: Buffer) => void): Buffer {
  const changed = Buffer.from(zip);
  for (let at = changed.indexOf(DIRECTORY_RECORD); at >= 0; at = changed.indexOf(DIRECTORY_RECORD, at + 4)) {
    const length = changed.readUInt16LE(at + 28);
    if (changed.toString('utf8', at + 46, at + 46 + length) === path) change(changed.subarray(at));
  }
  return changed;
}
