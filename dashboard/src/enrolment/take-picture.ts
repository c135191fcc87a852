import type { SmallFrame } from './judge-frame.ts';

/** Longer sides are of no use to the hub, which shrinks them too. */
const LONGEST_PX = 1_280;
const QUALITY = 0.92;
const SMALL_WIDTH = 80;

/** @returns the picture that the camera shows now, as JPEG. */
export async function takePicture(video: HTMLVideoElement): Promise<Blob | null> {
  const scale = Math.min(1, LONGEST_PX / Math.max(video.videoWidth, video.videoHeight, 1));
  const canvas = draw(video, video.videoWidth * scale, video.videoHeight * scale);
  return canvas === null ? null : new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/** @returns the same, small enough to look at many times a second; null while there is none. */
export function sampleFrame(video: HTMLVideoElement): SmallFrame | null {
  if (video.videoWidth === 0) return null;
  const height = (SMALL_WIDTH * video.videoHeight) / video.videoWidth;
  const canvas = draw(video, SMALL_WIDTH, height);
  const picture = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  return picture ? { width: picture.width, height: picture.height, pixels: picture.data } : null;
}

function draw(video: HTMLVideoElement, width: number, height: number): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || canvas.width === 0) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}
