import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface SteadyScroll {
  list: RefObject<HTMLUListElement | null>;
  /** New rows above what is read. */
  above: number;
  toTop(): void;
}

/** A pointer that rests for so long was left there, and reads nothing. */
const RESTS_MS = 8_000;

/**
 * Keeps what somebody reads where it is while rows are added on top: once the list is scrolled, pointed at or focused,
 * the scroll position moves along by as much as the new rows are tall. What was held only for a pointer is let go when
 * the pointer leaves or rests.
 * @param ids of the rows, first row first
 */
export function useSteadyScroll(ids: readonly string[]): SteadyScroll {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef<{ first: string | undefined; height: number }>({ first: undefined, height: 0 });
  const pointedAt = useRef(false);
  const heldForPointer = useRef(false);
  const [above, setAbove] = useState(0);
  const first = ids[0];

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const added = before.current.first === undefined ? 0 : Math.max(0, ids.indexOf(before.current.first));
    const scrolled = element.scrollTop > 0 || element.contains(document.activeElement);
    if (added > 0 && (scrolled || pointedAt.current)) {
      element.scrollTop += element.scrollHeight - before.current.height;
      if (!scrolled) heldForPointer.current = true;
      if (element.scrollTop > 0) setAbove((count) => count + added);
    }
    before.current = { first, height: element.scrollHeight };
  });

  const toTop = useCallback(() => {
    heldForPointer.current = false;
    list.current?.scrollTo({ top: 0, behavior: 'smooth' });
    setAbove(0);
  }, []);

  const present = ids.length > 0;
  useEffect(() => {
    const element = list.current;
    if (element === null || !present) return;
    let rests: ReturnType<typeof setTimeout> | undefined;
    const letGo = () => {
      clearTimeout(rests);
      pointedAt.current = false;
      if (heldForPointer.current) toTop();
    };
    const point = () => {
      clearTimeout(rests);
      pointedAt.current = true;
      rests = setTimeout(letGo, RESTS_MS);
    };
    const scrollByHand = () => {
      heldForPointer.current = false;
    };
    const forget = () => {
      if (element.scrollTop <= 1) setAbove(0);
    };
    const passive = { passive: true };
    element.addEventListener('pointermove', point, passive);
    element.addEventListener('pointerleave', letGo);
    element.addEventListener('wheel', scrollByHand, passive);
    element.addEventListener('touchmove', scrollByHand, passive);
    element.addEventListener('scroll', forget, passive);
    return () => {
      clearTimeout(rests);
      element.removeEventListener('pointermove', point);
      element.removeEventListener('pointerleave', letGo);
      element.removeEventListener('wheel', scrollByHand);
      element.removeEventListener('touchmove', scrollByHand);
      element.removeEventListener('scroll', forget);
    };
  }, [present, toTop]);
  return { list, above, toTop };
}
