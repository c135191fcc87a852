import type { Role, Session } from '@hadir/shared/api/session';
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsSplit2,
  IconBuilding,
  IconCalendarMonth,
  IconCalendarUser,
  IconChartBar,
  IconChecklist,
  IconClipboardCheck,
  IconCoins,
  IconDeviceCctv,
  IconFaceId,
  IconFileImport,
  IconFileText,
  IconFlag,
  IconGavel,
  IconInbox,
  IconLayoutDashboard,
  IconLock,
  IconReportAnalytics,
  IconRubberStamp,
  IconScale,
  IconShieldHalf,
  IconUserCheck,
  IconUserCog,
  IconUsers,
  IconUsersGroup,
  IconWallet,
} from '@tabler/icons-react';
import type { NavigationWord } from '../words/id-navigation.ts';

export interface NavigationItem {
  readonly to: string;
  readonly word: `nav.${NavigationWord}`;
  readonly Icon: Icon;
}

export interface NavigationGroup {
  readonly word: `nav.group.${'attendance' | 'people' | 'requests' | 'pay' | 'reports' | 'devices' | 'rules'}`;
  readonly items: readonly NavigationItem[];
}

type Reader = Session['user'];
interface Place extends NavigationItem {
  readonly roles: readonly Role[];
  /** Whoever is an employee himself sees it too. */
  readonly own?: boolean;
}

const REGION: readonly Role[] = ['admin_bkd', 'leader', 'inspectorate'];
const OFFICE: readonly Role[] = [...REGION, 'opd_head', 'opd_operator'];
const BKD: readonly Role[] = ['admin_bkd'];

/** What this reader may open, by theme; nothing else is shown. The hub decides again on every call. */
export function navigationOf(user: Reader): NavigationGroup[] {
  const me = user.employee ?? '';
  const places: Record<NavigationGroup['word'], readonly Place[]> = {
    'nav.group.attendance': [
      { to: '/', word: 'nav.today', Icon: IconLayoutDashboard, roles: OFFICE },
      { to: `/pegawai/${me}/hari`, word: 'nav.myDay', Icon: IconCalendarUser, roles: [], own: true },
      { to: `/pegawai/${me}/bulan`, word: 'nav.myMonth', Icon: IconCalendarMonth, roles: [], own: true },
      { to: '/alarm', word: 'nav.alarms', Icon: IconAlertTriangle, roles: [...REGION, 'opd_head'] },
    ],
    'nav.group.requests': [
      { to: '/permohonan', word: 'nav.requests', Icon: IconFileText, roles: ['opd_operator'], own: true },
      { to: '/persetujuan', word: 'nav.approvals', Icon: IconInbox, roles: ['admin_bkd', 'opd_head'], own: true },
      { to: '/surat-tugas', word: 'nav.dutyLetters', Icon: IconFlag, roles: [...OFFICE] },
      { to: '/staf', word: 'nav.staff', Icon: IconUsersGroup, roles: ['opd_head'], own: true },
      {
        to: '/kinerja',
        word: 'nav.performance',
        Icon: IconChartBar,
        roles: ['admin_bkd', 'inspectorate', 'opd_head'],
        own: true,
      },
    ],
    'nav.group.people': [
      { to: '/pegawai', word: 'nav.people', Icon: IconUsers, roles: OFFICE },
      { to: '/akun', word: 'nav.accounts', Icon: IconUserCog, roles: BKD },
      { to: '/organisasi', word: 'nav.organisation', Icon: IconBuilding, roles: BKD },
      { to: '/pendaftaran', word: 'nav.enrolments', Icon: IconFaceId, roles: BKD },
      { to: '/mirip', word: 'nav.lookAlikes', Icon: IconUsersGroup, roles: BKD },
      { to: '/bantuan-presensi', word: 'nav.assistance', Icon: IconUserCheck, roles: OFFICE },
    ],
    'nav.group.pay': [
      { to: '/tpp', word: 'nav.tpp', Icon: IconCoins, roles: [...OFFICE, 'treasurer'] },
      { to: '/tpp/saya', word: 'nav.myTpp', Icon: IconWallet, roles: [], own: true },
      { to: '/disiplin', word: 'nav.discipline', Icon: IconGavel, roles: [...REGION, 'opd_head'], own: true },
      { to: '/temuan', word: 'nav.findings', Icon: IconScale, roles: ['admin_bkd', 'inspectorate'] },
      {
        to: '/apel',
        word: 'nav.assemblies',
        Icon: IconClipboardCheck,
        roles: ['admin_bkd', 'opd_head', 'opd_operator'],
      },
    ],
    'nav.group.reports': [
      { to: '/laporan', word: 'nav.reports', Icon: IconReportAnalytics, roles: [...OFFICE, 'treasurer'], own: true },
      { to: '/impor', word: 'nav.imports', Icon: IconFileImport, roles: BKD },
      {
        to: '/kop-surat',
        word: 'nav.letterheads',
        Icon: IconRubberStamp,
        roles: ['admin_bkd', 'opd_head', 'opd_operator'],
      },
    ],
    'nav.group.devices': [
      { to: '/unit', word: 'nav.units', Icon: IconDeviceCctv, roles: ['admin_bkd', 'leader', 'opd_head'] },
      { to: '/prosedur', word: 'nav.procedures', Icon: IconChecklist, roles: ['admin_bkd', 'leader', 'opd_head'] },
      { to: '/karantina', word: 'nav.quarantine', Icon: IconShieldHalf, roles: BKD },
    ],
    'nav.group.rules': [
      { to: '/kebijakan', word: 'nav.policies', Icon: IconScale, roles: BKD },
      { to: '/privasi', word: 'nav.privacy', Icon: IconLock, roles: ['admin_bkd', 'inspectorate'] },
      { to: '/model-wajah', word: 'nav.models', Icon: IconArrowsSplit2, roles: BKD },
    ],
  };
  const groups = Object.entries(places) as [NavigationGroup['word'], readonly Place[]][];
  return groups
    .map(([word, all]) => ({ word, items: all.filter((place) => isFor(place, user)) }))
    .filter(({ items }) => items.length > 0);
}

function isFor({ roles, own }: Place, { role, employee }: Reader): boolean {
  return roles.includes(role) || (own === true && employee !== null);
}

/** Beside the rest, which opens over the page, a phone has room for these. */
const ON_A_PHONE = 4;

/** What a reader opens most, for the narrow bar of a phone: his own first, then his office's. */
export function mostUsed(user: Reader, groups: readonly NavigationGroup[]): NavigationItem[] {
  const all = groups.flatMap(({ items }) => items);
  const wanted = [
    '/',
    `/pegawai/${user.employee}/hari`,
    '/permohonan',
    '/persetujuan',
    '/unit',
    '/pegawai',
    '/tpp',
    '/laporan',
  ];
  return wanted
    .flatMap((to) => all.filter((item) => item.to === to))
    .slice(0, all.length <= ON_A_PHONE + 1 ? ON_A_PHONE + 1 : ON_A_PHONE);
}
