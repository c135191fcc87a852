import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import type { ArgsDef } from 'citty';
import { HadirError } from '../hadir-error.ts';

export const unitArgument = {
  unit: { type: 'positional', required: true, description: 'Id of the unit, unit-xxxxxxxx' },
} as const satisfies ArgsDef;

export const reasonArgument = {
  reason: {
    type: 'string',
    description: 'Why, for the audit log; 3 to 500 characters',
    required: true,
    valueHint: 'words',
  },
} as const satisfies ArgsDef;

/** @throws HadirError `usage` */
export function readUnitId(text: string): UnitId {
  const unit = parseUnitId(text);
  if (unit === null)
    throw new HadirError('usage', `"${text}" is no unit id such as unit-0a1b2c3d. List them with: hadir unit list`);
  return unit;
}

/** @throws HadirError `usage` */
export function readReason(text: string): string {
  const reason = text.trim();
  if (reason.length < 3 || reason.length > 500)
    throw new HadirError(
      'usage',
      '--reason must be 3 to 500 characters: who reads the audit log later must understand it.',
    );
  return reason;
}
