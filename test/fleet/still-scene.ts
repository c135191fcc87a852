import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBuffer } from 'qrcode';
import sharp from 'sharp';

const WIDTH = 640;
const HEIGHT = 480;
/** How many stills there always are, so that no old one stays among new ones. */
const STILLS = 18;
/** Long enough for a face to be gone. */
const EMPTY_STILLS = 8;
const FPS = 5;

/** What a camera of stills sees, which the test changes while the camera runs. */
export class StillScene {
  /** As in HADIR_CAMERA. */
  readonly camera: string;
  readonly #folder: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.camera = `folder:${folder}?fps=${FPS}&loop=1`;
  }

  /** Somebody comes before the camera, goes, and comes again. @param stills JPEGs; ten of them are shown */
  async showPerson(stills: readonly Uint8Array[]): Promise<void> {
    const nobody = await frame([]);
    const person = stills.slice(0, STILLS - EMPTY_STILLS);
    this.#show([...person, ...new Array<Uint8Array>(STILLS - person.length).fill(nobody)]);
  }

  async showNobody(): Promise<void> {
    this.#show(new Array<Uint8Array>(STILLS).fill(await frame([])));
  }

  /** Somebody holds a telephone with this QR code before the camera. */
  async showCode(text: string): Promise<void> {
    await this.showPicture(await toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, width: 340 }));
  }

  /** Somebody holds this picture before the camera, a little askew. */
  async showPicture(picture: Buffer): Promise<void> {
    const held = await sharp(picture)
      .resize(360, 360, { fit: 'contain', background: '#ffffff' })
      .rotate(7, { background: '#4a4038' })
      .toBuffer();
    this.#show(new Array<Uint8Array>(STILLS).fill(await frame([{ input: held }])));
  }

  #show(stills: readonly Uint8Array[]): void {
    for (const [number, still] of stills.entries()) {
      const path = join(this.#folder, `${String(number).padStart(2, '0')}.jpg`);
      // The camera may be reading it right now.
      writeFileSync(`${path}.new`, still);
      renameSync(`${path}.new`, path);
    }
  }
}

function frame(held: readonly { input: Buffer }[]): Promise<Buffer> {
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#7d7468' } })
    .composite(held.map(({ input }) => ({ input, gravity: 'centre' })))
    .jpeg({ quality: 80 })
    .toBuffer();
}
