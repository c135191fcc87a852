/** A GPIO line that something is wired to. */
export interface SignalLine {
  /** As the board names it: GPIO17 on every Raspberry Pi, whatever its chips are called. */
  readonly name: string;
  /** What is wired there works when the line is low, as most relay boards do. */
  readonly activeLow: boolean;
}

/** @param text `NAME` or `NAME,low` @returns null where it is neither. */
export function parseLine(text: string): SignalLine | null {
  const [, name, low] = /^([A-Za-z][A-Za-z0-9_.-]{0,31})(,low)?$/.exec(text.trim()) ?? [];
  return name === undefined ? null : { name, activeLow: low !== undefined };
}
