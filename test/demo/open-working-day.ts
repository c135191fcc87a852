import type { Policies } from '@hadir/shared/api/policies';
import type { SchedulesDocument } from '@hadir/shared/api/policies/schedules-policy';
import { localDay } from '@hadir/shared/time/local-day';
import type { HubClient } from '../fleet/hub-client.ts';
import { office } from './cast.ts';

export interface WorkingDay {
  start: string;
  end: string;
}

/** The schedule that the shipped policies give to everybody. */
const EVERYBODYS = 'lima-hari';

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
  const weekday = { ...day, breakMinutes: 0, middle: null };
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((name) => [name, weekday]));
  const { policies } = await admin.get<Policies>('/api/policies');
  const shipped = policies.find(({ kind, inForce }) => kind === 'schedules' && inForce);
  if (shipped === undefined) throw new Error('The hub came without schedules.');
  const { document } = await admin.get<{ document: SchedulesDocument }>(`/api/policies/${shipped.id}`);
  const schedules = document.schedules.map((schedule) =>
    schedule.code === EVERYBODYS
      ? { ...schedule, name: 'Jadwal demo', pattern: { kind: 'week', week, ramadan: null }, worksOnHolidays: true }
      : schedule,
  );
  const { id } = await admin.post<{ id: string }>('/api/policies', {
    kind: 'schedules',
    effectiveFrom: localDay(now, office.zone),
    effectiveTo: null,
    legalBasis: 'Jadwal demo, bukan peraturan',
    note: 'Mulai beberapa menit setelah demo dijalankan, setiap hari.',
    document: { schedules },
    follows: shipped.id,
  });
  await admin.post(`/api/policies/${id}/propose`, {});
  await admin.post(`/api/policies/${id}/activate`, { acceptGaps: true });
  return day;
}
