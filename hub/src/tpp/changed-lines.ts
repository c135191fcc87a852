import type { ChangedLine } from '@hadir/shared/api/tpp';
import type { TppLine, TppResult } from '../rules/tpp/tpp-result.ts';

/** @returns whether both pay the same for the same reasons; by which entries and signatures they are proven may differ. */
export function sameFigure(a: TppResult, b: TppResult): boolean {
  return whatCounts(a) === whatCounts(b);
}

function whatCounts({ base, performance, attendance, total, attendancePercent, lines }: TppResult): string {
  const reasons = lines.map(({ kind, day, code, percent, rupiah }) => [kind, day, code, percent, rupiah]);
  return JSON.stringify([base, performance, attendance, total, attendancePercent, reasons]);
}

interface BothSides {
  readonly first: TppLine;
  readonly before: TppLine[];
  readonly after: TppLine[];
}

/**
 * What a correction takes away, brings and changes of the deductions, by day. A rupiah that rounding moves from one
 * line to the next is no change.
 */
export function changedLines(before: TppResult | null, after: TppResult): ChangedLine[] {
  const all = new Map<string, BothSides>();
  const sidesOf = (line: TppLine): BothSides => {
    const key = `${line.day ?? ''} ${line.kind} ${line.code} ${line.percent}`;
    const sides = all.get(key) ?? { first: line, before: [], after: [] };
    all.set(key, sides);
    return sides;
  };
  for (const line of before?.lines ?? []) sidesOf(line).before.push(line);
  for (const line of after.lines) sidesOf(line).after.push(line);
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, sides]): ChangedLine[] => {
      const { kind, code, day } = sides.first;
      const [was, is] = [sum(sides.before), sum(sides.after)];
      if (sides.before.length === sides.after.length && Math.abs(was - is) <= 1) return [];
      return [{ kind, code: kind === 'discipline' ? 'hukuman' : code, day, before: was, after: is }];
    });
}

function sum(lines: readonly TppLine[]): number {
  return lines.reduce((total, { rupiah }) => total + rupiah, 0);
}
