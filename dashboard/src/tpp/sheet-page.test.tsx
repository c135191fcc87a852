// @vitest-environment jsdom
import type { PersonMonth, Sheet, SheetLine } from '@hadir/shared/api/tpp';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { PersonMonthPage } from './PersonMonthPage.tsx';
import { SheetPage } from './SheetPage.tsx';

const OPD = '00000000-0000-4000-8000-000000000001';
const line = (number: number, changes: Partial<SheetLine> = {}): SheetLine => ({
  employee: `00000000-0000-4000-8000-00000000010${number}`,
  name: `Pegawai Contoh ${number}`,
  nip: `19900101202001100${number}`,
  rank: 'III/c',
  position: null,
  base: 5_000_000,
  performance: 3_000_000,
  attendance: 2_000_000,
  total: 5_000_000,
  attendancePercent: '0',
  deductions: 0,
  open: [],
  corrected: 0,
  ...changes,
});
const sheet = (changes: Partial<Sheet> = {}): Sheet => ({
  opd: OPD,
  opdName: 'OPD Contoh',
  month: '2026-07',
  state: 'open',
  over: true,
  mayFreeze: true,
  digest: 'a'.repeat(64),
  workedOutAt: '2026-08-03T01:00:00.000Z',
  base: 10_000_000,
  total: 9_940_000,
  corrected: 0,
  frozen: null,
  lines: [line(1), line(2, { total: 4_940_000, deductions: 1, open: [{ day: '2026-07-06', why: 'incomplete' }] })],
  ...changes,
});

/** Answers by method and path; what is not there is not found. @returns what was sent. */
function answer(answers: Record<string, unknown>): { call: string; body: unknown }[] {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (request.method !== 'GET') sent.push({ call, body: await request.json() });
    const body = answers[call];
    const problem = { type: 'urn:x', title: 'x', status: 409, code: 'sheet-changed', detail: 'Daftar berubah.' };
    return body === undefined
      ? Response.json(problem, { status: 409, headers: { 'content-type': 'application/problem+json' } })
      : Response.json(body);
  });
  return sent;
}

const open = () => renderPage(<SheetPage />, { path: '/tpp/:opd/:month', address: `/tpp/${OPD}/2026-07` });
const path = `/api/tpp/sheets/${OPD}/2026-07`;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a month of an office', () => {
  it('shows everybody, and only the incomplete ones where that is asked', async () => {
    answer({ [`GET ${path}`]: sheet() });
    await open();
    expect((await screen.findByTestId('sheet-lines')).children).toHaveLength(2);
    fireEvent.click(screen.getByText('Belum lengkap'));
    expect(screen.getByTestId('sheet-lines').children).toHaveLength(1);
    expect(screen.getByTestId('sheet-lines').textContent).toContain('Catatan pintu belum lengkap');
  });

  it('is shown as it was worked out last while a large one is worked out anew, and cannot be frozen by that', async () => {
    let finish: (sheet: Sheet) => void = () => {};
    const fresh = new Promise<Sheet>((resolve) => {
      finish = resolve;
    });
    const last = sheet({ mayFreeze: false, lines: [line(1)] });
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) =>
      Response.json(new URL((input as Request).url).pathname === path ? await fresh : { sheet: last }),
    );
    await open();
    expect((await screen.findByTestId('working-out')).textContent).toContain('sedang dihitung ulang');
    expect(screen.getByTestId('sheet-lines').children).toHaveLength(1);
    expect(screen.queryByTestId('freeze')).toBeNull();
    finish(sheet());
    await screen.findByTestId('freeze');
    expect(screen.getByTestId('sheet-lines').children).toHaveLength(2);
    expect(screen.queryByTestId('working-out')).toBeNull();
  });

  it('is frozen as it was shown, and what is incomplete only for a reason', async () => {
    const sent = answer({
      [`GET ${path}`]: sheet(),
      [`POST ${path}/freeze`]: sheet({ state: 'frozen', mayFreeze: false }),
    });
    await open();
    fireEvent.click(await screen.findByTestId('freeze'));
    expect((await screen.findByTestId('freeze-open')).textContent).toContain('Pegawai Contoh 2');
    fireEvent.click(screen.getByTestId('freeze-sure'));
    expect(screen.getByTestId<HTMLButtonElement>('freeze-confirm').disabled).toBe(true);
    fireEvent.change(screen.getByTestId('accept-reason'), { target: { value: 'Perangkat diganti.' } });
    fireEvent.click(screen.getByTestId('freeze-confirm'));
    await waitFor(() =>
      expect(sent).toEqual([
        { call: `POST ${path}/freeze`, body: { digest: 'a'.repeat(64), acceptReason: 'Perangkat diganti.' } },
      ]),
    );
  });

  it('says so when the list changed meanwhile, and asks to look again', async () => {
    answer({ [`GET ${path}`]: sheet({ lines: [line(1)] }) });
    await open();
    fireEvent.click(await screen.findByTestId('freeze'));
    fireEvent.click(await screen.findByTestId('freeze-sure'));
    fireEvent.click(screen.getByTestId('freeze-confirm'));
    const wizard = screen.getByTestId('freeze-wizard');
    expect((await within(wizard).findByRole('alert')).textContent).toContain('Daftar berubah.');
    expect(screen.getByTestId<HTMLInputElement>('freeze-sure').checked).toBe(false);
  });

  it('offers no freeze where it is settled, and says by whom', async () => {
    const frozen = { by: 'Admin Contoh', at: '2026-08-03T10:00:00.000Z', accepted: 0, acceptReason: null };
    answer({ [`GET ${path}`]: sheet({ state: 'frozen', mayFreeze: false, frozen }) });
    await open();
    expect((await screen.findByTestId('sheet')).textContent).toContain('Dibekukan Admin Contoh');
    expect(screen.queryByTestId('freeze')).toBeNull();
  });
});

describe('one person’s month', () => {
  it('opens a deduction to its day, its sightings, its rule and its approvals', async () => {
    const { employee, name, nip, rank, position } = line(1);
    const seen = { at: '2026-07-06T00:45:00.000Z', id: 'unit-1/1/7', source: 'journal' as const };
    const month: PersonMonth = {
      employee,
      name,
      nip,
      rank,
      position,
      opd: OPD,
      opdName: 'OPD Contoh',
      zone: 'Asia/Jakarta',
      month: '2026-07',
      state: 'open',
      frozenAt: null,
      onSheet: true,
      figure: {
        base: 5_000_000,
        performance: 3_000_000,
        attendance: 1_990_000,
        total: 4_990_000,
        attendancePercent: '0.5',
        legalBasis: 'Perbup Contoh',
        open: [],
        lines: [
          {
            kind: 'event',
            code: 'TL1',
            label: null,
            percent: '0.5',
            rupiah: 10_000,
            clauses: ['Perbup Contoh Lampiran I'],
            approvals: [{ id: 'x/1', text: 'Disetujui atasan: Kepala Contoh' }],
            evidence: ['unit-1/1/7'],
            document: null,
            day: {
              day: '2026-07-06',
              status: 'late',
              schedule: 'lima-hari',
              clause: 'Perbup Contoh',
              arrival: seen,
              departure: null,
              lateMinutes: 15,
              earlyMinutes: 0,
              reasons: [],
              excuse: null,
              evidence: ['unit-1/1/7'],
            },
          },
        ],
      },
      corrected: null,
      now: null,
      nowDigest: null,
      corrections: [],
      mayCorrect: false,
      ratings: [],
    };
    answer({ [`GET /api/tpp/people/${employee}/2026-07`]: month });
    await renderPage(<PersonMonthPage />, {
      path: '/tpp/pegawai/:employee/:month',
      address: `/tpp/pegawai/${employee}/2026-07`,
    });
    expect((await screen.findByTestId('total')).textContent).toBe('Rp4.990.000');
    const deduction = screen.getByTestId('deduction').textContent ?? '';
    for (const words of [
      'TL1',
      '0,5 %',
      '−Rp10.000',
      '07.45',
      'unit-1/1/7',
      'Perbup Contoh Lampiran I',
      'Kepala Contoh',
    ])
      expect(deduction).toContain(words);
    expect(screen.getByText('Lihat hari dan bukti bertanda tangan').getAttribute('href')).toBe(
      `/pegawai/${employee}/hari/2026-07-06`,
    );
  });
});
