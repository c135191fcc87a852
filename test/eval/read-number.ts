import { EvaluationError } from './evaluation-error.ts';

/** @throws EvaluationError `usage`, naming the option. */
export function readNumber(
  option: string,
  text: string,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new EvaluationError('usage', `${option} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
}
