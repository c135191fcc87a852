// @vitest-environment jsdom
import type { ReportStaff, ReportTable } from '@hadir/shared/api/reports';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { ReportsPage } from './ReportsPage.tsx';

const OPD = '00000000-0000-4000-8000-000000000001';

const column = (key: string, kind: ReportTable['columns'][number]['kind'], lines: string[] = []) => ({
  key,
  title: key,
  kind,
  lines,
  group: null,
  width: 10,
  grows: false,
  summed: kind === 'money',
});

const table: ReportTable = {
  kind: 'tpp-list',
  heading: { government: 'Kabupaten Contoh', office: 'Dinas Contoh', address: null },
  title: 'DAFTAR TPP',
  facts: [{ name: 'OPD', value: 'Dinas Contoh' }],
  state: { kind: 'frozen', at: '2026-08-03T01:00:00Z', atWords: '3 Agustus 2026 10.00 WIT', hash: 'abc' },
  columns: [
    column('person', 'text', ['Nama', 'NIP', 'Gol.', 'Jabatan']),
    column('d1', 'letter'),
    column('percent', 'percent'),
    column('total', 'money'),
  ],
  rows: Array.from({ length: 70 }, (_, index) => [
    `Contoh ${index}\n19850312 201001 1 001\nIII/c\nAnalis`,
    'BL',
    '1.25',
    4_905_500,
  ]),
  totals: ['Jumlah', null, null, 343_385_000],
  letters: [{ letter: 'BL', name: 'Belum Lengkap', tone: 'unknown' }],
  notes: ['Terbilang: …'],
  signatures: [],
  madeAt: '2026-08-03T01:00:00Z',
  madeAtWords: '3 Agustus 2026 10.00 WIT',
};

function serve(staff: ReportStaff['staff'] = []): string[] {
  const asked: string[] = [];
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => {};
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const { pathname, search } = new URL((input as Request).url);
    asked.push(`${pathname}${search}`);
    if (pathname === '/api/opds')
      return Response.json({ opds: [{ id: OPD, name: 'Dinas Contoh', zone: 'Asia/Jayapura' }] });
    if (pathname === '/api/report-jobs') return Response.json({ jobs: [] });
    if (pathname === '/api/report-staff') return Response.json({ staff });
    if (pathname.endsWith('/file'))
      return new Response('x', { headers: { 'content-disposition': 'attachment; filename="tpp.pdf"' } });
    return Response.json(table);
  });
  return asked;
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('asks for an OPD before it asks the hub', async () => {
  const asked = serve();
  await renderPage(<ReportsPage />, { address: '/laporan?bulan=2026-07' });
  await screen.findByText('Pilih OPD untuk menampilkan laporannya.');
  expect(asked.some((url) => url.startsWith('/api/reports/'))).toBe(false);
});

it('shows figures as they stand on paper, and says that they are settled', async () => {
  serve();
  await renderPage(<ReportsPage />, { address: `/laporan?laporan=tpp-list&bulan=2026-07&opd=${OPD}` });
  const rows = await screen.findAllByTestId('report-row');
  expect(rows).toHaveLength(60);
  expect(rows[0]?.textContent).toContain('1,25');
  expect(rows[0]?.textContent).toContain('4.905.500');
  expect(rows[0]?.querySelector('[data-tone="unknown"]')?.textContent).toBe('BL');
  expect(screen.getByTestId('report-totals').textContent).toContain('343.385.000');
  expect(screen.getByTestId('report-state').dataset.state).toBe('frozen');
  fireEvent.click(screen.getByText('Tampilkan semua'));
  expect(screen.getAllByTestId('report-row')).toHaveLength(70);
});

it('downloads the very report that it shows', async () => {
  const asked = serve();
  const clicked: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(this.download);
  });
  await renderPage(<ReportsPage />, { address: `/laporan?laporan=tpp-list&bulan=2026-07&opd=${OPD}` });
  fireEvent.click(await screen.findByTestId('download-pdf'));
  await waitFor(() => expect(clicked).toEqual(['tpp.pdf']));
  expect(asked).toContain(`/api/reports/tpp-list/file?opd=${OPD}&month=2026-07&format=pdf`);
});

it('offers a treasurer the list for payment alone, and no export', async () => {
  serve();
  await renderPage(<ReportsPage />, { address: '/laporan', role: 'treasurer' });
  expect((screen.getByTestId('report-kind') as HTMLInputElement).value).toBe('Daftar TPP bendahara');
  expect(screen.queryByTestId('order-mcsp')).toBeNull();
});

it('shows a superior, whatever his role, the recap of his staff', async () => {
  const EMPLOYEE = '00000000-0000-4000-8000-000000000007';
  const asked = serve([{ id: EMPLOYEE, name: 'Bawahan Contoh', nip: '1', opd: OPD, opdName: 'Dinas Contoh' }]);
  await renderPage(<ReportsPage />, {
    address: '/laporan?laporan=monthly-recap&bulan=2026-07',
    role: 'employee',
    employee: '00000000-0000-4000-8000-000000000008',
  });
  await screen.findByText(/Hanya pegawai yang atasan langsungnya Anda/);
  await waitFor(() => expect(asked).toContain('/api/reports/monthly-recap?month=2026-07'));
  expect(screen.queryByTestId('report-opd')).toBeNull();
});
