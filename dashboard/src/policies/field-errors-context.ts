import { createContext, useContext } from 'react';

/** What the hub said of fields when a draft was saved, by path: `document.rates.TL1.percent`. */
export const FieldErrors = createContext<ReadonlyMap<string, string>>(new Map());

export function useFieldError(path: string): string | undefined {
  return useContext(FieldErrors).get(path);
}

/** @returns whether something within the field at this path is wrong. */
export function useErrorWithin(path: string): boolean {
  return [...useContext(FieldErrors).keys()].some((field) => field.startsWith(`${path}.`));
}
