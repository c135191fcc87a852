import { shiftDay } from '../days/shift-day.ts';
import { type EditionRow, heldOn, scopeOf } from './policy-rows.ts';

const FOR_EVER = '9999-12-31';

/** @returns those in force of the same kind, and for calendars of the same scope and year, without the edition itself. */
export function othersOf(edition: EditionRow, active: readonly EditionRow[]): EditionRow[] {
  return active.filter(
    (row) => row.id !== edition.id && row.kind === edition.kind && scopeOf(row) === scopeOf(edition),
  );
}

/**
 * What holds without an edition on the days that it decides, each once; null stands for days on which nothing would.
 * @param edition with its activation, as it is or would be in force
 */
export function replacedBy(edition: EditionRow, active: readonly EditionRow[]): (EditionRow | null)[] {
  const others = othersOf(edition, active);
  const without = new Set<EditionRow | null>();
  for (const day of turningDays(edition, others)) {
    if (!heldOn([...others, { ...edition, state: 'active' }], day).has(edition.id)) continue;
    const held = heldOn(others, day);
    without.add(others.find(({ id }) => held.has(id)) ?? null);
  }
  return [...without];
}

/** @returns the first day of the edition on which nothing would hold without it; null where something always does. */
export function firstDayWithout(edition: EditionRow, active: readonly EditionRow[]): string | null {
  const others = othersOf(edition, active);
  return turningDays(edition, others).find((day) => heldOn(others, day).size === 0) ?? null;
}

/** The days within an edition's time on which another one begins, or has just ended: between them nothing changes. */
export function turningDays(
  { effectiveFrom, effectiveTo }: Pick<EditionRow, 'effectiveFrom' | 'effectiveTo'>,
  others: readonly Pick<EditionRow, 'effectiveFrom' | 'effectiveTo'>[],
): string[] {
  const last = effectiveTo ?? FOR_EVER;
  const days = others.flatMap((other) => [
    other.effectiveFrom,
    ...(other.effectiveTo === null ? [] : [shiftDay(other.effectiveTo, 1)]),
  ]);
  return [...new Set([effectiveFrom, ...days.filter((day) => effectiveFrom < day && day <= last)])].sort();
}
