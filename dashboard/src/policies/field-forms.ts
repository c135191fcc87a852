/** A field that may be left unset → what it begins with when an officer fills it in. `list.field` where a name has two uses. */
const UNSET: Readonly<Record<string, unknown>> = {
  toMinutes: 30,
  toDays: 3,
  'quota.days': 12,
  'quota.months': 1,
  'steps.months': 12,
  withCarryOver: 18,
  withCarryOverTwoYears: 24,
  stricterEvidenceOverDays: 14,
  tppFactor: '75',
  backDating: { count: 3, unit: 'working_days' },
  within: { count: 7, unit: 'working_days' },
  inARow: { days: 10, step: '', clause: '' },
  payStops: { clause: '' },
  latenessMinutesPerDay: { minutes: 450, clause: '' },
};

const band = { code: '', fromMinutes: 1, toMinutes: null };
const rate = { percent: '0', clause: '' };
/** A list, or a table by code → what a new entry of it begins with, where there is none to copy. */
const ENTRIES: Readonly<Record<string, unknown>> = {
  late: band,
  early: band,
  documents: '',
  leaveWithoutTpp: { code: '', clause: '' },
  rates: rate,
  leaveRates: rate,
  ratings: '100',
  steps: {
    ...{ code: '', name: '', grade: 'light', fromDays: 1, toDays: null },
    ...{ months: null, tppFactor: null, clause: '' },
  },
  procedure: { code: '', name: '', owner: 'direct_superior', within: null, documents: [], clause: '' },
  kinds: {
    ...{ code: '', name: '', status: 'leave', forKinds: ['PNS', 'PPPK'] },
    quota: {
      ...{ days: null, per: 'year', months: null, afterMonthsOfService: 0 },
      ...{ withCarryOver: null, withCarryOverTwoYears: null },
    },
    ...{ partDay: false, evidence: 'optional', stricterEvidenceOverDays: null, medical: false, backDating: null },
    ...{ legalBasis: '', note: '' },
  },
};

/** Lists that may have no entry at all. */
const MAY_BE_EMPTY = new Set(['steps', 'documents', 'leaveWithoutTpp', 'rates', 'leaveRates', 'ratings']);
/** Tables whose keys are codes that the region makes up. */
const BY_CODE = new Set(['rates', 'leaveRates', 'ratings']);

/** @param within the list or group that has the field @returns undefined where the field has to have a value. */
export function beginningOf(within: string, name: string): unknown {
  return structuredClone(UNSET[`${within}.${name}`] ?? UNSET[name]);
}

/** @param last the entry after which it comes, which most new ones resemble */
export function newEntry(list: string, last: unknown): unknown {
  return structuredClone(last ?? ENTRIES[list] ?? '');
}

export function mayLoseEntry(list: string, entries: number): boolean {
  return entries > 1 || MAY_BE_EMPTY.has(list);
}

export function isByCode(name: string): boolean {
  return BY_CODE.has(name);
}

/** Percentages are exact decimals with a point; people here write a comma. */
export function decimalPoint(before: string, typed: string): string {
  const decimal = /^\d*([.,]\d*)?$/;
  return decimal.test(before) && decimal.test(typed) ? typed.replace(',', '.') : typed;
}
