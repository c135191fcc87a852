import type { Detection } from '@hadir/shared/face/detect-faces';
import { detectInPhoto } from '@hadir/shared/face/detect-in-photo';
import type { Frame } from '@hadir/shared/face/frame';
import type { FaceModels } from '@hadir/shared/face/load-models';

/** @returns the face that a picture is of, large and near its middle, or null. */
export async function findMainFace(models: Pick<FaceModels, 'detector'>, frame: Frame): Promise<Detection | null> {
  const faces = await detectInPhoto(models, frame);
  return faces.toSorted((a, b) => prominence(b, frame) - prominence(a, frame))[0] ?? null;
}

/** Height less the distance from the picture's middle: in a picture of a person among others, that person is there. */
function prominence({ box }: Detection, frame: Frame): number {
  const x = box.x + box.width / 2 - frame.width / 2;
  const y = box.y + box.height / 2 - frame.height / 2;
  return box.height - Math.hypot(x, y);
}
