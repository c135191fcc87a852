// @vitest-environment jsdom
import type { AssistedPunch, Supervisor } from '@hadir/shared/api/assistance';
import type { Role } from '@hadir/shared/api/session';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { AssistancePage } from './AssistancePage.tsx';
import { PinByCodePage } from './PinByCodePage.tsx';

const punch: AssistedPunch = {
  ...{ unit: 'unit-00000001', binding: 1, seq: 9, employee: 'e1', name: 'Dewi Contoh', nip: '198001012010012004' },
  ...{ opd: 'o1', opdName: 'Dinas Contoh', supervisor: 's1', supervisorName: 'Sari Contoh', authorised: true },
  ...{ door: 'd1', doorName: 'Pintu Utama', zone: 'Asia/Jayapura', day: '2026-11-20' },
  ...{ seenAt: '2026-11-19T22:31:00.000Z', receivedAt: '2026-11-19T22:31:01.000Z' },
  ...{ second: 'pin', reason: 'other', note: 'MATA SAKIT', refused: null },
};
const supervisor: Supervisor = {
  ...{ id: 'x1', employee: 's1', name: 'Sari Contoh', nip: '198001012010012001', opd: 'o1', opdName: 'Dinas Contoh' },
  ...{ namedAt: '2026-11-01T00:00:00.000Z', pinSetAt: null, cardMadeAt: null, codeExpires: null },
  ...{ hasFace: true, assisted: 40, refused: 1, standsOut: true },
};

/** Answers what the page asks; what it posts is kept. */
function serve(answers: Record<string, unknown> = {}) {
  const posted: { call: string; body: unknown }[] = [];
  const known: Record<string, unknown> = {
    '/api/opds': { opds: [] },
    '/api/assistance/punches': { total: 1, punches: [punch] },
    '/api/assistance/supervisors': { supervisors: [supervisor] },
    '/api/assistance/enrolments': { enrolments: [] },
    '/api/assistance/own': { supervisor: null },
    ...answers,
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') {
      const text = await request.text();
      posted.push({ call: `${request.method} ${pathname}`, body: text === '' ? null : JSON.parse(text) });
    }
    if (known[pathname] === undefined && request.method !== 'GET') return new Response(null, { status: 204 });
    return Response.json(known[pathname] ?? {}, { status: known[pathname] === undefined ? 404 : 200 });
  });
  return posted;
}

const open = (address = '/bantuan-presensi', role: Role = 'admin_bkd') =>
  renderPage(<AssistancePage />, { path: '/bantuan-presensi', address, role });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page of assisted attendance', () => {
  it('says who answered for whom, why, and by what', async () => {
    serve();
    await open();
    const row = (await screen.findByTestId('assisted')).textContent ?? '';
    for (const words of ['Dewi Contoh', 'Lainnya – MATA SAKIT', 'oleh Sari Contoh', 'wajah dan PIN', '07.31'])
      expect(row).toContain(words);
  });

  it('lets BKD refuse one with a reason, after saying what that does', async () => {
    const url = '/api/assistance/punches/unit-00000001/1/9/refuse';
    const posted = serve({ [url]: punch });
    await open();
    fireEvent.click(await screen.findByTestId('refuse-assisted'));
    expect(await screen.findByText(/tidak dihitung lagi/)).toBeDefined();
    fireEvent.click(screen.getByTestId('sure'));
    expect(await screen.findByText('Tulis alasannya, paling sedikit tiga huruf.')).toBeDefined();
    fireEvent.change(screen.getByTestId('grounds'), { target: { value: 'Di luar kota' } });
    fireEvent.click(screen.getByTestId('sure'));
    await waitFor(() => expect(posted).toEqual([{ call: `POST ${url}`, body: { reason: 'Di luar kota' } }]));
  });

  it('shows others than BKD no way to decide or to name', async () => {
    serve();
    await open('/bantuan-presensi', 'opd_head');
    await screen.findByTestId('assisted');
    expect(screen.queryByTestId('refuse-assisted')).toBeNull();
    cleanup();
    await open('/bantuan-presensi?tab=supervisors', 'opd_head');
    await screen.findByTestId('supervisors');
    expect(screen.queryByTestId('name-supervisor')).toBeNull();
  });

  it('marks a supervisor who assists far more often than the others', async () => {
    serve();
    await open('/bantuan-presensi?tab=supervisors');
    expect((await screen.findByTestId('stands-out')).textContent).toBe('Jauh lebih sering daripada yang lain');
  });

  it('lets a supervisor set his own PIN, twice the same', async () => {
    const posted = serve({ '/api/assistance/own': { supervisor } });
    await open('/bantuan-presensi', 'employee');
    const pin = await screen.findByLabelText(/^PIN baru/);
    fireEvent.change(pin, { target: { value: '739164' } });
    fireEvent.change(screen.getByLabelText(/^Ulangi PIN/), { target: { value: '739165' } });
    fireEvent.click(screen.getByRole('button', { name: 'Simpan PIN' }));
    expect(await screen.findByText('PIN kedua tidak sama.')).toBeDefined();
    fireEvent.change(screen.getByLabelText(/^Ulangi PIN/), { target: { value: '739164' } });
    fireEvent.click(screen.getByRole('button', { name: 'Simpan PIN' }));
    expect(await screen.findByText('PIN tersimpan')).toBeDefined();
    expect(posted).toEqual([{ call: 'PUT /api/assistance/own/pin', body: { pin: '739164' } }]);
  });

  it('tells an employee who is no supervisor so', async () => {
    serve();
    await open('/bantuan-presensi', 'employee');
    expect(await screen.findByText('Anda bukan petugas bantuan')).toBeDefined();
  });

  it('takes a PIN from whoever has a code and no account', async () => {
    const posted = serve();
    await renderPage(<PinByCodePage />);
    const values: [RegExp, string][] = [
      [/^NIP/, '19800101 201001 2 001'],
      [/^Kode dari BKD/, '1234 5678'],
      [/^PIN baru/, '739164'],
      [/^Ulangi PIN/, '739164'],
    ];
    for (const [label, value] of values) fireEvent.change(screen.getByLabelText(label), { target: { value } });
    fireEvent.click(screen.getByRole('button', { name: 'Simpan PIN' }));
    expect(await screen.findByText('PIN tersimpan')).toBeDefined();
    const body = { nip: '19800101 201001 2 001', code: '12345678', pin: '739164' };
    expect(posted).toEqual([{ call: 'POST /api/assistance/pin', body }]);
  });
});
