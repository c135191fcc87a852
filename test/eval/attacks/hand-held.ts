/** How a flat thing is held before a camera at one moment; angles in radians, lengths in widths of the thing. */
export interface Held {
  /** Of its middle, from the camera's axis: to the right, and down. */
  readonly x: number;
  readonly y: number;
  /** From the camera. */
  readonly distance: number;
  /** Turned about the upright axis, nodded, and leaned. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** How far somebody moves what he holds; 0 is a thing on a tripod. */
export interface Sway {
  readonly shift: number;
  readonly depth: number;
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** A thing that is hardly moved. */
export const STEADY: Sway = { shift: 0.01, depth: 0.01, yaw: 0.02, pitch: 0.02, roll: 0.01 };
/** Somebody who does all he can to make a picture look alive: 35 degrees to either side. */
export const RESTLESS: Sway = { shift: 0.16, depth: 0.15, yaw: 0.6, pitch: 0.4, roll: 0.2 };

/** @param seconds since it came into view. @returns a smooth movement that does not repeat itself within minutes. */
export function holdAt(seconds: number, sway: Sway, distance: number): Held {
  const wave = (period: number, phase: number) => Math.sin((2 * Math.PI * seconds) / period + phase);
  return {
    x: sway.shift * wave(4.7, 0.3),
    y: sway.shift * 0.6 * wave(3.9, 1.1),
    distance: distance * (1 + sway.depth * wave(6.1, 2.2)),
    yaw: sway.yaw * wave(3.3, 0),
    pitch: sway.pitch * wave(4.3, 0.8),
    roll: sway.roll * wave(5.3, 1.9),
  };
}
