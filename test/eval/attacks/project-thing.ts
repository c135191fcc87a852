import type { Frame } from '@hadir/shared/face/frame';
import type { Held } from './hand-held.ts';

/** What is held: its front, and how much it is bent about its upright axis (0 is flat, else its width over the radius). */
export interface Thing {
  readonly front: Frame;
  readonly bend: number;
}

/**
 * Paints a thing that is held before a camera over what the camera sees besides. The camera is a pinhole whose focal
 * length is the width of its picture. @param scene is not changed. @returns a new picture of the same size.
 */
export function projectThing(scene: Frame, { front, bend }: Thing, held: Held): Frame {
  const { width, height } = scene;
  const rgb = Uint8Array.from(scene.rgb);
  const tall = front.height / front.width;
  const [right, down, out] = axes(held);
  const radius = bend === 0 ? 0 : 1 / bend;
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const ray: Vector = [(u - width / 2) / width, (v - height / 2) / width, 1];
      const at =
        radius === 0 ? hitPlane(ray, held, right, down, out) : hitCylinder(ray, held, [right, down, out], radius);
      if (at === null) continue;
      const [x, y] = at;
      if (Math.abs(x) > 0.5 || Math.abs(y) > tall / 2) continue;
      sample(front, (x + 0.5) * (front.width - 1), (y / tall + 0.5) * (front.height - 1), rgb, (v * width + u) * 3);
    }
  }
  return { width, height, rgb };
}

type Vector = readonly [number, number, number];

/** @returns the thing's own axes in the camera's: along its width, down its height, and out of its front. */
function axes({ yaw, pitch, roll }: Held): readonly [Vector, Vector, Vector] {
  const [cy, sy] = [Math.cos(yaw), Math.sin(yaw)];
  const [cp, sp] = [Math.cos(pitch), Math.sin(pitch)];
  const [cr, sr] = [Math.cos(roll), Math.sin(roll)];
  const turn = ([x, y, z]: Vector): Vector => [cr * x - sr * y, sr * x + cr * y, z];
  const nod = ([x, y, z]: Vector): Vector => [x, cp * y - sp * z, sp * y + cp * z];
  const lean = ([x, y, z]: Vector): Vector => [cy * x + sy * z, y, -sy * x + cy * z];
  const place = (vector: Vector) => turn(nod(lean(vector)));
  return [place([1, 0, 0]), place([0, 1, 0]), place([0, 0, -1])];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function hitPlane(ray: Vector, { x, y, distance }: Held, right: Vector, down: Vector, out: Vector) {
  const centre: Vector = [x, y, distance];
  const away = dot(ray, out);
  if (away >= -1e-6) return null;
  const far = dot(centre, out) / away;
  const point: Vector = [ray[0] * far - x, ray[1] * far - y, ray[2] * far - distance];
  return [dot(point, right), dot(point, down)] as const;
}

/** The thing bulges towards the camera: its middle is the nearest line of a cylinder whose axis lies a radius behind it. */
function hitCylinder(ray: Vector, { x, y, distance }: Held, [right, down, out]: readonly Vector[], radius: number) {
  if (right === undefined || down === undefined || out === undefined) return null;
  const axis: Vector = [x - out[0] * radius, y - out[1] * radius, distance - out[2] * radius];
  const [a, b] = [dot(ray, right), dot(ray, out)];
  const [c, d] = [dot(axis, right), dot(axis, out)];
  // |far · (a, b) − (c, d)| = radius, in the plane across the cylinder.
  const square = a * a + b * b;
  const half = a * c + b * d;
  const under = half * half - square * (c * c + d * d - radius * radius);
  if (under < 0) return null;
  const far = (half - Math.sqrt(under)) / square;
  const angle = Math.atan2(a * far - c, b * far - d);
  return [angle * radius, dot([ray[0] * far - x, ray[1] * far - y, ray[2] * far - distance], down)] as const;
}

function sample({ rgb, width, height }: Frame, x: number, y: number, into: Uint8Array, out: number): void {
  const left = Math.min(x | 0, width - 2);
  const top = Math.min(y | 0, height - 2);
  const [fx, fy] = [x - left, y - top];
  const i = (top * width + left) * 3;
  const j = i + width * 3;
  for (let c = 0; c < 3; c++) {
    const upper = (rgb[i + c] as number) * (1 - fx) + (rgb[i + 3 + c] as number) * fx;
    const lower = (rgb[j + c] as number) * (1 - fx) + (rgb[j + 3 + c] as number) * fx;
    into[out + c] = upper * (1 - fy) + lower * fy + 0.5;
  }
}
