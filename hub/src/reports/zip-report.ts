import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ExportManifest } from '@hadir/shared/api/reports';
import { ZipFile } from 'yazl';

type Entry = ExportManifest['files'][number];

/** Takes the bytes of an archive in the making. */
type Sink = (bytes: Buffer) => Promise<void>;

const PART_BYTES = 1_048_576;

/** An archive that is written while its files are made, so that none of it has to fit into memory. */
export class ZipReport {
  readonly #zip = new ZipFile();
  readonly #entries: Entry[] = [];
  readonly #written: Promise<number>;
  readonly #at: Date;

  /** @param at the time of every file in the archive */
  constructor(sink: Sink, at: Date) {
    this.#at = at;
    this.#written = writeParts(this.#zip.outputStream, sink);
    // Who adds files learns of a failure too; without this it would end the process before that.
    this.#written.catch(() => {});
  }

  /** Every file so far, with its digest. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  add(path: string, bytes: Buffer): void {
    this.#entries.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    this.#zip.addBuffer(bytes, path, { mtime: this.#at });
  }

  /** Adds a file whose size is not known beforehand. */
  async addStream(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const source = Readable.from(
      (async function* () {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      })(),
      { objectMode: false },
    );
    const read = new Promise<void>((resolve, reject) => source.once('end', resolve).once('error', reject));
    this.#zip.addReadStream(source, path, { mtime: this.#at });
    await Promise.race([read, this.#written]);
    this.#entries.push({ path, bytes, sha256: hash.digest('hex') });
  }

  /** @returns the size of the archive. @throws what the sink threw */
  async finish(): Promise<number> {
    this.#zip.end();
    return this.#written;
  }
}

async function writeParts(stream: NodeJS.ReadableStream, sink: Sink): Promise<number> {
  let waiting: Buffer[] = [];
  let size = 0;
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    total += chunk.length;
    if (size < PART_BYTES) continue;
    await sink(Buffer.concat(waiting));
    waiting = [];
    size = 0;
  }
  if (size > 0) await sink(Buffer.concat(waiting));
  return total;
}
