import type { NewPolicy } from '@hadir/shared/api/policies';

const day = { start: '07:30', end: '16:00' };

/** What the hub starts with: 37 hours 30 minutes over five days, from 07.30; Friday's break is half an hour longer. */
export const DEFAULT_SCHEDULE: NewPolicy = {
  kind: 'schedule',
  effectiveFrom: '2023-04-12',
  legalBasis: 'Peraturan Presiden Nomor 21 Tahun 2023',
  document: {
    name: 'Lima hari kerja',
    days: { mon: day, tue: day, wed: day, thu: day, fri: { start: '07:30', end: '16:30' }, sat: null, sun: null },
    toleranceMinutes: 0,
    earliestArrival: null,
  },
};
