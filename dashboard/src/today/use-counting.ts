import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const COUNTING_MS = 500;

/** @returns a number that counts to its new value instead of jumping. */
export function useCounting(value: number): number {
  const still = useReducedMotion();
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    if (still || start === value) {
      from.current = value;
      setShown(value);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const done = Math.min(1, (now - began) / COUNTING_MS);
      const at = Math.round(start + (value - start) * done);
      from.current = at;
      setShown(at);
      if (done < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value, still]);
  return shown;
}
