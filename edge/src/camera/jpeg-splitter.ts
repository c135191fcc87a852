import { Transform, type TransformCallback } from 'node:stream';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;

type Step =
  /** The picture goes on here, in the same or another part of it. */
  | { kind: 'at'; position: number; scanning: boolean }
  /** The picture ends before this position. */
  | { kind: 'end'; position: number }
  /** What began as a picture is none, or only half of one. */
  | { kind: 'broken' }
  | { kind: 'more' };

/**
 * Cuts a stream of concatenated JPEGs into pictures: bytes in, one `Uint8Array` a picture out.
 *
 * The markers are parsed (ITU T.81, annex B), because the two bytes that end a picture also occur inside the segments
 * of one, in a thumbnail for instance. What is no picture is skipped: bytes between pictures, a picture that was cut
 * off by the next one, and whatever grows beyond the bound. After a broken picture the search goes on right behind its
 * first marker, so that a whole picture swallowed by a broken one is still found.
 */
export class JpegSplitter extends Transform {
  /** Pictures that began and did not come to a proper end. */
  broken = 0;
  readonly #maxBytes: number;
  #pending: Buffer = Buffer.alloc(0);
  /** Where parsing goes on in `#pending`; a picture being parsed always begins at 0. */
  #position = 0;
  #inside = false;
  #scanning = false;

  constructor(maxBytes = 16 * 1024 * 1024) {
    super({ readableObjectMode: true });
    this.#maxBytes = maxBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (let picture = this.#next(); picture !== null; picture = this.#next()) this.push(picture);
    done();
  }

  override _flush(done: TransformCallback): void {
    // A broken picture may have waited for bytes that never came, and swallowed whole ones meanwhile.
    while (this.#inside) {
      this.broken++;
      this.#leave(2);
      for (let picture = this.#next(); picture !== null; picture = this.#next()) this.push(picture);
    }
    done();
  }

  /** @returns the next whole picture, or null when more bytes are needed. */
  #next(): Uint8Array | null {
    while (this.#inside || this.#findStart()) {
      const step = this.#scanning ? this.#scan() : this.#readMarker();
      if (step.kind === 'at') {
        this.#position = step.position;
        this.#scanning = step.scanning;
      } else if (step.kind === 'end') {
        // A copy of its own, so that it can be handed to another thread.
        const picture = new Uint8Array(this.#pending.subarray(0, step.position));
        this.#leave(step.position);
        return picture;
      } else if (step.kind === 'broken' || this.#pending.length > this.#maxBytes) {
        this.broken++;
        this.#leave(2);
      } else return null;
    }
    return null;
  }

  #findStart(): boolean {
    const start = this.#pending.indexOf(Buffer.of(0xff, SOI));
    if (start === -1) {
      // The last byte may be the first half of the marker.
      const keep = this.#pending.at(-1) === 0xff ? 1 : 0;
      this.#pending = this.#pending.subarray(this.#pending.length - keep);
      return false;
    }
    this.#pending = this.#pending.subarray(start);
    this.#position = 2;
    this.#inside = true;
    this.#scanning = false;
    return true;
  }

  #leave(bytes: number): void {
    this.#pending = this.#pending.subarray(bytes);
    this.#inside = false;
  }

  #readMarker(): Step {
    const bytes = this.#pending;
    const at = this.#position;
    if (at >= bytes.length) return { kind: 'more' };
    if (bytes[at] !== 0xff) return { kind: 'broken' };
    const marker = bytes[at + 1];
    if (marker === undefined) return { kind: 'more' };
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) return { kind: 'at', position: at + 1, scanning: false };
    if (marker === EOI) return { kind: 'end', position: at + 2 };
    if (marker === SOI || marker === 0x00) return { kind: 'broken' };
    if (marker === TEM || isRestart(marker)) return { kind: 'at', position: at + 2, scanning: false };
    if (at + 4 > bytes.length) return { kind: 'more' };
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return { kind: 'broken' };
    const next = at + 2 + length;
    if (next > bytes.length) return { kind: 'more' };
    return { kind: 'at', position: next, scanning: marker === SOS };
  }

  /** Passes over entropy-coded data, in which 0xFF is followed by 0x00 or by a restart marker. */
  #scan(): Step {
    const bytes = this.#pending;
    let at = this.#position;
    for (;;) {
      at = bytes.indexOf(0xff, at);
      if (at === -1) {
        this.#position = bytes.length;
        return { kind: 'more' };
      }
      const marker = bytes[at + 1];
      if (marker === undefined) {
        this.#position = at;
        return { kind: 'more' };
      }
      if (marker !== 0x00 && !isRestart(marker)) return { kind: 'at', position: at, scanning: false };
      at += 2;
    }
  }
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}
