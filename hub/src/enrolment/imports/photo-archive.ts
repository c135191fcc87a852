import { basename } from 'node:path/posix';
import type { Readable } from 'node:stream';
import { type Entry, fromFdPromise, validateFileName, type ZipFile } from 'yauzl';

/** More files than this are no list of people. */
const MOST_FILES = 20_000;
const MOST_LIST_BYTES = 2 * 1024 * 1024;
export const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
/** Photos hardly shrink; what shrinks more than this is made to fill a disk. */
const MOST_RATIO = 100;
const SMALL_BYTES = 1024 * 1024;

/** The archive as a whole cannot be used; `message` is for the one who sent it. */
export class ArchiveProblem extends Error {
  readonly code: 'not-a-zip' | 'no-list' | 'several-lists' | 'too-many-files' | 'list-unreadable';

  constructor(code: ArchiveProblem['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ArchiveProblem';
    this.code = code;
  }
}

export type FileOutcome =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'refused'; readonly why: string };

/** A ZIP that somebody sent: nothing of it is believed, and nothing of it is written anywhere. */
export class PhotoArchive {
  readonly #zip: ZipFile;
  readonly #byPath = new Map<string, Entry>();
  /** Where several files have the same name in different folders: none of them. */
  readonly #byName = new Map<string, Entry | null>();
  readonly #lists: Entry[] = [];

  private constructor(zip: ZipFile) {
    this.#zip = zip;
  }

  /** Reads the archive's directory. @param fd stays the caller's to close. @throws ArchiveProblem */
  static async open(fd: number): Promise<PhotoArchive> {
    try {
      // Names are judged one by one here: a single bad one must not cost the others.
      const zip = await fromFdPromise(fd, { autoClose: false, lazyEntries: true, decodeStrings: false });
      const archive = new PhotoArchive(zip);
      await archive.#readDirectory();
      return archive;
    } catch (error) {
      if (error instanceof ArchiveProblem) throw error;
      throw new ArchiveProblem(
        'not-a-zip',
        'Berkas ini bukan ZIP yang utuh. Buat lagi ZIP-nya, lalu kirim ulang.',
        error,
      );
    }
  }

  /** @throws ArchiveProblem */
  async readList(): Promise<Buffer> {
    const [list, another] = this.#lists;
    if (!list) {
      throw new ArchiveProblem('no-list', 'ZIP ini tidak memuat daftar .csv dengan kolom "nip" dan "file".');
    }
    if (another) throw new ArchiveProblem('several-lists', 'ZIP ini memuat lebih dari satu .csv; sisakan satu.');
    const read = await this.#read(list, MOST_LIST_BYTES);
    if (read.kind === 'bytes') return read.bytes;
    throw new ArchiveProblem('list-unreadable', 'Daftar .csv di dalam ZIP terlalu besar, terkunci, atau rusak.');
  }

  /** @param name as the list gives it: with its folder, or without where there is only one of that name. */
  async readPhoto(name: string): Promise<FileOutcome> {
    const path = name.replaceAll('\\', '/').replace(/^\.\//, '');
    if (path === '' || validateFileName(path) !== null) {
      return { kind: 'refused', why: 'Nama berkas ini tidak sah: jangan memakai "..", atau "/" di depan.' };
    }
    const entry = this.#byPath.get(key(path)) ?? this.#byName.get(key(basename(path)));
    if (entry === null) {
      return {
        kind: 'refused',
        why: 'Ada beberapa berkas bernama sama di folder berbeda: tulis dengan nama foldernya.',
      };
    }
    return entry === undefined ? { kind: 'missing' } : this.#read(entry, MOST_PHOTO_BYTES);
  }

  async #readDirectory(): Promise<void> {
    let files = 0;
    for await (const entry of this.#zip.eachEntry()) {
      if (++files > MOST_FILES) {
        throw new ArchiveProblem('too-many-files', `ZIP ini memuat lebih dari ${MOST_FILES} berkas. Bagi per OPD.`);
      }
      const path = entry.fileNameRaw.toString('utf8').replaceAll('\\', '/');
      if (path.endsWith('/') || path.startsWith('__MACOSX/') || validateFileName(path) !== null) continue;
      this.#byPath.set(key(path), entry);
      const name = key(basename(path));
      this.#byName.set(name, this.#byName.has(name) ? null : entry);
      if (name.endsWith('.csv')) this.#lists.push(entry);
    }
  }

  async #read(entry: Entry, most: number): Promise<FileOutcome> {
    if (entry.isEncrypted())
      return { kind: 'refused', why: 'Berkas ini terkunci kata sandi. Buat ZIP tanpa kata sandi.' };
    if (isLink(entry)) return { kind: 'refused', why: 'Berkas ini hanya tautan ke berkas lain, bukan foto.' };
    if (entry.uncompressedSize > most) return { kind: 'too-large' };
    if (entry.uncompressedSize > SMALL_BYTES && entry.uncompressedSize > entry.compressedSize * MOST_RATIO) {
      return { kind: 'refused', why: 'Isi berkas ini tidak wajar untuk sebuah foto.' };
    }
    try {
      return { kind: 'bytes', bytes: await gather(await this.#zip.openReadStreamPromise(entry), most) };
    } catch {
      return { kind: 'refused', why: 'Berkas ini rusak di dalam ZIP.' };
    }
  }
}

/** Names are compared as most file systems do. */
function key(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const KIND_MASK = 0xf000;
const KIND_LINK = 0xa000;

function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & KIND_MASK) === KIND_LINK;
}

/** What an archive says about its sizes may be a lie. */
async function gather(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) throw new RangeError('More came than was said.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
