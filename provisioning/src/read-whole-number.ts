import { HadirError } from './hadir-error.ts';

/** @param name of the option. @throws HadirError `usage` */
export function readWholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new HadirError('usage', `${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}
