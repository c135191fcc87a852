import type { RouteObject } from 'react-router';
import { HomePage } from './shell/HomePage.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { RouteTrouble } from './shell/RouteTrouble.tsx';
import { Shell } from './shell/Shell.tsx';

/** Every address of the dashboard. All pages but the first are fetched when they are opened. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Shell />,
    errorElement: <RouteTrouble />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <RouteTrouble />,
        children: [
          { index: true, element: <HomePage /> },
          {
            path: 'hari-ini/daftar',
            lazy: async () => ({ Component: (await import('./today/TodayPeoplePage.tsx')).TodayPeoplePage }),
          },
          {
            path: 'unit',
            lazy: async () => ({ Component: (await import('./units/UnitsPage.tsx')).UnitsPage }),
          },
          {
            path: 'unit/:unit',
            lazy: async () => ({ Component: (await import('./units/UnitPage.tsx')).UnitPage }),
          },
          {
            path: 'prosedur',
            lazy: async () => ({ Component: (await import('./procedures/ProceduresPage.tsx')).ProceduresPage }),
          },
          {
            path: 'prosedur/:procedure',
            lazy: async () => ({ Component: (await import('./procedures/ProcedurePage.tsx')).ProcedurePage }),
          },
          {
            path: 'alarm',
            lazy: async () => ({ Component: (await import('./alarms/AlarmsPage.tsx')).AlarmsPage }),
          },
          {
            path: 'karantina',
            lazy: async () => ({ Component: (await import('./quarantine/QuarantinePage.tsx')).QuarantinePage }),
          },
          {
            path: 'karantina/:message',
            lazy: async () => ({ Component: (await import('./quarantine/QuarantinedPage.tsx')).QuarantinedPage }),
          },
          {
            path: 'pegawai',
            lazy: async () => ({ Component: (await import('./people/PeoplePage.tsx')).PeoplePage }),
          },
          {
            path: 'pegawai/:employee',
            lazy: async () => ({ Component: (await import('./people/PersonPage.tsx')).PersonPage }),
          },
          {
            path: 'pegawai/:employee/hari/:day?',
            lazy: async () => ({ Component: (await import('./day/EmployeeDayPage.tsx')).EmployeeDayPage }),
          },
          {
            path: 'bantuan-presensi',
            lazy: async () => ({ Component: (await import('./assistance/AssistancePage.tsx')).AssistancePage }),
          },
          {
            path: 'privasi',
            lazy: async () => ({ Component: (await import('./privacy/PrivacyPage.tsx')).PrivacyPage }),
          },
          {
            path: 'tpp',
            lazy: async () => ({ Component: (await import('./tpp/TppPage.tsx')).TppPage }),
          },
          {
            path: 'tpp/saya',
            lazy: async () => ({ Component: (await import('./tpp/MyTppPage.tsx')).MyTppPage }),
          },
          {
            path: 'tpp/koreksi',
            lazy: async () => ({ Component: (await import('./tpp/CorrectionsPage.tsx')).CorrectionsPage }),
          },
          {
            path: 'tpp/coba',
            lazy: async () => ({ Component: (await import('./tpp/TrialsPage.tsx')).TrialsPage }),
          },
          {
            path: 'tpp/pegawai/:employee/:month',
            lazy: async () => ({ Component: (await import('./tpp/PersonMonthPage.tsx')).PersonMonthPage }),
          },
          {
            path: 'tpp/:opd/:month',
            lazy: async () => ({ Component: (await import('./tpp/SheetPage.tsx')).SheetPage }),
          },
          {
            path: 'temuan',
            lazy: async () => ({ Component: (await import('./tpp/FindingsPage.tsx')).FindingsPage }),
          },
          {
            path: 'apel',
            lazy: async () => ({ Component: (await import('./tpp/AssembliesPage.tsx')).AssembliesPage }),
          },
          {
            path: 'disiplin',
            lazy: async () => ({ Component: (await import('./discipline/CasesPage.tsx')).CasesPage }),
          },
          {
            path: 'disiplin/:case',
            lazy: async () => ({ Component: (await import('./discipline/CasePage.tsx')).CasePage }),
          },
          {
            path: 'kop-surat',
            lazy: async () => ({ Component: (await import('./letterheads/LetterheadsPage.tsx')).LetterheadsPage }),
          },
          {
            path: 'laporan',
            lazy: async () => ({ Component: (await import('./reports/ReportsPage.tsx')).ReportsPage }),
          },
          {
            path: 'impor',
            lazy: async () => ({ Component: (await import('./imports/ImportsPage.tsx')).ImportsPage }),
          },
          {
            path: 'impor/:import',
            lazy: async () => ({ Component: (await import('./imports/ImportPage.tsx')).ImportPage }),
          },
          {
            path: 'permohonan',
            lazy: async () => ({ Component: (await import('./requests/MyRequestsPage.tsx')).MyRequestsPage }),
          },
          {
            path: 'permohonan/baru',
            lazy: async () => ({ Component: (await import('./requests/NewRequestPage.tsx')).NewRequestPage }),
          },
          {
            path: 'permohonan/:request',
            lazy: async () => ({ Component: (await import('./requests/RequestPage.tsx')).RequestPage }),
          },
          {
            path: 'permohonan/:request/ubah',
            lazy: async () => ({ Component: (await import('./requests/NewRequestPage.tsx')).NewRequestPage }),
          },
          {
            path: 'persetujuan',
            lazy: async () => ({ Component: (await import('./requests/ApprovalsPage.tsx')).ApprovalsPage }),
          },
          {
            path: 'kebijakan',
            lazy: async () => ({ Component: (await import('./policies/PoliciesPage.tsx')).PoliciesPage }),
          },
          {
            path: 'kebijakan/:policy',
            lazy: async () => ({ Component: (await import('./policies/PolicyPage.tsx')).PolicyPage }),
          },
          {
            path: 'surat-tugas',
            lazy: async () => ({ Component: (await import('./requests/DutyLettersPage.tsx')).DutyLettersPage }),
          },
          {
            path: 'staf',
            lazy: async () => ({ Component: (await import('./staff/StaffPage.tsx')).StaffPage }),
          },
          {
            path: 'delegasi',
            lazy: async () => ({ Component: (await import('./requests/DelegationsPage.tsx')).DelegationsPage }),
          },
          {
            path: 'saldo-cuti',
            lazy: async () => ({ Component: (await import('./requests/BalancesPage.tsx')).BalancesPage }),
          },
          {
            path: 'aturan-permohonan',
            lazy: async () => ({ Component: (await import('./requests/RequestPolicyPage.tsx')).RequestPolicyPage }),
          },
          {
            path: 'kinerja',
            lazy: async () => ({ Component: (await import('./performance/PerformancePage.tsx')).PerformancePage }),
          },
          {
            path: 'pegawai/:employee/bulan/:month?',
            lazy: async () => ({ Component: (await import('./day/EmployeeMonthPage.tsx')).EmployeeMonthPage }),
          },
          {
            path: 'organisasi',
            lazy: async () => ({ Component: (await import('./organisation/OrganisationPage.tsx')).OrganisationPage }),
          },
          {
            path: 'organisasi/jaga',
            lazy: async () => ({ Component: (await import('./organisation/DutyListPage.tsx')).DutyListPage }),
          },
          {
            path: 'akun',
            lazy: async () => ({ Component: (await import('./accounts/AccountsPage.tsx')).AccountsPage }),
          },
          {
            path: 'akun/:account',
            lazy: async () => ({ Component: (await import('./accounts/AccountPage.tsx')).AccountPage }),
          },
          {
            path: 'profil',
            lazy: async () => ({ Component: (await import('./profile/ProfilePage.tsx')).ProfilePage }),
          },
          {
            path: 'pendaftaran',
            lazy: async () => ({ Component: (await import('./enrolment/EnrolmentsPage.tsx')).EnrolmentsPage }),
          },
          {
            path: 'pendaftaran/impor/:import',
            lazy: async () => ({ Component: (await import('./enrolment/ImportPage.tsx')).ImportPage }),
          },
          {
            path: 'mirip',
            lazy: async () => ({ Component: (await import('./enrolment/LookAlikesPage.tsx')).LookAlikesPage }),
          },
          {
            path: 'model-wajah',
            lazy: async () => ({ Component: (await import('./enrolment/FaceModelsPage.tsx')).FaceModelsPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
