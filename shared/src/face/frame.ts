/** A picture in memory: height × width × 3 bytes, red, green, blue, rows from the top. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}
