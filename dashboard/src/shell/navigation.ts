import type { Session } from '@hadir/shared/api/session';
import {
  type Icon,
  IconCalendarUser,
  IconChecklist,
  IconDeviceCctv,
  IconLayoutDashboard,
  IconShieldHalf,
  IconUsers,
} from '@tabler/icons-react';
import { may } from '../session/may.ts';

export interface NavigationItem {
  to: string;
  word: 'nav.today' | 'nav.units' | 'nav.people' | 'nav.myDay' | 'nav.procedures' | 'nav.quarantine';
  Icon: Icon;
}

/** What this reader may open; nothing else is shown. */
export function navigationOf({ role, employee }: Session['user']): NavigationItem[] {
  const items: NavigationItem[] = [];
  if (may(role, 'seeToday')) items.push({ to: '/', word: 'nav.today', Icon: IconLayoutDashboard });
  if (employee !== null) items.push({ to: `/pegawai/${employee}/hari`, word: 'nav.myDay', Icon: IconCalendarUser });
  if (may(role, 'seeEmployees')) items.push({ to: '/pegawai', word: 'nav.people', Icon: IconUsers });
  if (may(role, 'seeUnits')) items.push({ to: '/unit', word: 'nav.units', Icon: IconDeviceCctv });
  if (may(role, 'seeProcedures')) items.push({ to: '/prosedur', word: 'nav.procedures', Icon: IconChecklist });
  if (may(role, 'seeQuarantine')) items.push({ to: '/karantina', word: 'nav.quarantine', Icon: IconShieldHalf });
  return items;
}
