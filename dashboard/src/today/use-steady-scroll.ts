import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface SteadyScroll {
  list: RefObject<HTMLUListElement | null>;
  /** New rows above what is read. */
  above: number;
  toTop(): void;
}

/**
 * Keeps what somebody reads where it is while rows are added on top: once the list is scrolled, pointed at or focused,
 * the scroll position moves along by as much as the new rows are tall.
 * @param ids of the rows, first row first
 */
export function useSteadyScroll(ids: readonly string[]): SteadyScroll {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef<{ first: string | undefined; height: number }>({ first: undefined, height: 0 });
  const [above, setAbove] = useState(0);
  const first = ids[0];

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const added = before.current.first === undefined ? 0 : Math.max(0, ids.indexOf(before.current.first));
    const reading = element.scrollTop > 0 || element.matches(':hover') || element.contains(document.activeElement);
    if (added > 0 && reading) {
      element.scrollTop += element.scrollHeight - before.current.height;
      if (element.scrollTop > 0) setAbove((count) => count + added);
    }
    before.current = { first, height: element.scrollHeight };
  });

  const present = ids.length > 0;
  useEffect(() => {
    const element = list.current;
    if (element === null || !present) return;
    const forget = () => {
      if (element.scrollTop <= 1) setAbove(0);
    };
    element.addEventListener('scroll', forget, { passive: true });
    return () => element.removeEventListener('scroll', forget);
  }, [present]);

  const toTop = useCallback(() => {
    list.current?.scrollTo({ top: 0, behavior: 'smooth' });
    setAbove(0);
  }, []);
  return { list, above, toTop };
}
