import { localDay } from '@hadir/shared/time/local-day';
import type { HubClient } from '../fleet/hub-client.ts';
import { office } from './cast.ts';

export interface WorkingDay {
  start: string;
  end: string;
}

/**
 * A made-up regulation under which every day is a working day that begins a few minutes from now, so that the demo
 * shows arrivals at whatever hour it is run.
 */
export async function openWorkingDay(admin: HubClient, now = new Date()): Promise<WorkingDay> {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: office.zone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const [hour = 0, minute = 0] = local.format(now).split(':').map(Number);
  const begin = Math.min(Math.ceil((hour * 60 + minute + 3) / 5) * 5, 23 * 60 + 50);
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = { start: clock(begin), end: clock(Math.min(begin + 8 * 60, 23 * 60 + 59)) };
  await admin.post('/api/policies', {
    kind: 'schedule',
    effectiveFrom: localDay(now, office.zone),
    legalBasis: 'Jadwal demo, bukan peraturan',
    document: {
      name: 'Jadwal demo',
      days: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
      toleranceMinutes: 0,
      earliestArrival: null,
    },
  });
  return day;
}
