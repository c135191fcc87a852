// @vitest-environment jsdom
import type { DutyFile, DutyList } from '@hadir/shared/api/duty';
import type { Member, Members, Postings, WorkUnits } from '@hadir/shared/api/organisation';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { DutyListPage } from './DutyListPage.tsx';
import { OrganisationPage } from './OrganisationPage.tsx';
import { dutyAsCsv } from './use-organisation.ts';

const posting = {
  ...{ from: '2026-01-01', to: null, opd: 'o1', opdName: 'RSUD Contoh', workUnit: null, position: 'Perawat' },
  ...{ rank: 'III/a', positionKind: null, echelon: null, superior: null, baseTpp: 4_000_000 },
  ...{ workUnitName: null, superiorName: null },
};
const member: Member = { employee: 'e1', name: 'Contoh Perawat', nip: '198001012005011001', ...posting };
const members: Members = { today: '2026-07-08', members: [member] };
const units: WorkUnits = {
  workUnits: [
    { id: 'u1', opd: 'o1', parent: null, name: 'Bidang Medis', people: 3 },
    { id: 'u2', opd: 'o1', parent: 'u1', name: 'Seksi Rawat Inap', people: 1 },
  ],
};
const postings: Postings = {
  today: '2026-07-08',
  postings: [
    { ...posting, from: '2026-07-06' },
    { ...posting, to: '2026-07-05' },
  ],
};
const list: DutyList = {
  month: '2026-07',
  days: [
    { day: '2026-07-07', holiday: null },
    { day: '2026-07-08', holiday: null },
    { day: '2026-07-09', holiday: 'Hari Contoh' },
  ],
  people: [
    {
      ...{ employee: 'e1', nip: '198001012005011001', name: '=Contoh "Satu"', schedule: 'Sif' },
      shifts: [
        { code: 'pagi', start: '07:00', end: '14:00' },
        { code: 'malam', start: '21:00', end: '07:00' },
      ],
      duty: { '2026-07-07': 'malam' },
      closed: ['2026-07-09'],
    },
  ],
  editableFrom: '2026-07-08',
};
const opds = { opds: [{ id: 'o1', name: 'RSUD Contoh', zone: 'Asia/Jakarta', active: 1 }] };

const sent: { method: string; path: string; body: unknown }[] = [];

function serve(answers: Record<string, object>): void {
  sent.length = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') {
      const json = request.headers.get('content-type')?.includes('json') ?? false;
      sent.push({ method: request.method, path: pathname, body: json ? await request.json() : null });
    }
    const body = answers[pathname] ?? (pathname.startsWith('/api/duty-lists/o1/') ? answers.duty : {});
    return new Response(JSON.stringify(body ?? {}), { headers: { 'content-type': 'application/json' } });
  });
}

const organisation = {
  '/api/opds': opds,
  '/api/opds/o1/members': members,
  '/api/work-units': units,
  '/api/employees/e1/postings': postings,
};

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page of the organisation', () => {
  it('shows who is where, and lets BKD rename a unit but never put it below its own parts', async () => {
    serve(organisation);
    await renderPage(<OrganisationPage />, { role: 'admin_bkd' });
    expect((await screen.findByTestId('members')).textContent).toContain('Contoh Perawat');
    fireEvent.click(await screen.findByTestId('change-unit-u1'));
    const form = within(await screen.findByTestId('unit-form'));
    fireEvent.click(form.getByLabelText(/Bagian dari/, { selector: 'input' }));
    expect(screen.queryByRole('option', { name: 'Seksi Rawat Inap' })).toBeNull();
    fireEvent.change(form.getByTestId('new-unit-name'), { target: { value: 'Bidang Medik' } });
    fireEvent.click(form.getByTestId('save-unit'));
    await waitFor(() =>
      expect(sent).toEqual([
        { method: 'PUT', path: '/api/work-units/u1', body: { name: 'Bidang Medik', parent: null } },
      ]),
    );
  });

  it('takes a posting back only when asked twice, and never the first one', async () => {
    serve(organisation);
    await renderPage(<OrganisationPage />, { role: 'admin_bkd' });
    fireEvent.click(await screen.findByTestId('post-e1'));
    fireEvent.click(await screen.findByTestId('remove-posting-2026-07-06'));
    expect(sent).toEqual([]);
    expect(screen.queryByTestId('remove-posting-2026-01-01')).toBeNull();
    fireEvent.click(screen.getByTestId('remove-posting-sure-2026-07-06'));
    await waitFor(() =>
      expect(sent[0]).toMatchObject({ method: 'DELETE', path: '/api/employees/e1/postings/2026-07-06' }),
    );
  });

  it('lets a leader read and change nothing', async () => {
    serve(organisation);
    await renderPage(<OrganisationPage />, { role: 'leader' });
    await screen.findByTestId('members');
    await screen.findByText('Bidang Medis');
    expect(screen.queryByTestId('change-unit-u1')).toBeNull();
    expect(screen.queryByTestId('post-e1')).toBeNull();
    expect(screen.queryByTestId('add-unit')).toBeNull();
  });
});

describe('the page of duty lists', () => {
  const cell = (day: number) =>
    screen.getByRole('button', { name: new RegExp(`Contoh.*\\b${day} Juli`) }) as HTMLButtonElement;

  it('changes a day by tapping, but neither those that have been nor those without a shift', async () => {
    serve({ '/api/opds': opds, duty: list, '/api/duty-lists': { changed: 1 } });
    await renderPage(<DutyListPage />, { role: 'opd_operator', address: '/?opd=o1' });
    await screen.findByTestId('duty-list');
    expect([7, 8, 9].map((day) => cell(day).disabled)).toEqual([true, false, true]);
    fireEvent.click(cell(8));
    expect(cell(8).textContent).toBe('pa');
    fireEvent.click(screen.getByTestId('save-duty'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ changes: [{ employee: 'e1', day: '2026-07-08', shift: 'pagi' }] });
  });

  it('shows what a file changes before it is saved, and each cell that it could not take', async () => {
    const file: DutyFile = {
      changes: [{ employee: 'e1', day: '2026-07-08', shift: 'malam' }],
      same: 0,
      problems: [{ row: 3, column: '9', value: 'siang', message: 'Sif ini tidak ada.' }],
      notes: [],
    };
    serve({ '/api/opds': opds, duty: list });
    await renderPage(<DutyListPage />, { role: 'admin_bkd', address: '/?opd=o1' });
    await screen.findByTestId('duty-list');
    serve({ '/api/opds': opds, duty: file });
    const input = screen.getByLabelText('Isi dari CSV/XLSX', { selector: 'input' });
    fireEvent.change(input, { target: { files: [new File(['NIP;8'], 'jaga.csv')] } });
    expect((await screen.findByTestId('duty-file-taken')).textContent).toContain('1 perubahan diambil dari jaga.csv');
    expect(screen.getByTestId('duty-file-problems').textContent).toContain('Baris 3, 9 “siang”');
    expect(cell(8).textContent).toBe('ma');
    expect((screen.getByTestId('save-duty') as HTMLButtonElement).disabled).toBe(false);
  });

  it('gives the sheet as a file whose numbers stay whole and whose names are no formulas', () => {
    const [heading, line] = dutyAsCsv(list).replace('\ufeff', '').trim().split('\r\n');
    expect(heading).toBe('NIP;Nama;Bulan;7;8;9');
    expect(line).toBe(`'198001012005011001;"'=Contoh ""Satu""";2026-07;malam;L;`);
  });
});
