// @vitest-environment jsdom

import type { SheetSummary } from '@hadir/shared/api/tpp';
import type { MonthRun } from '@hadir/shared/api/tpp-runs';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { pastMonths } from './past-months.ts';
import { SheetDifferences } from './SheetDifferences.tsx';
import { TppPage } from './TppPage.tsx';

const [, MONTH = ''] = pastMonths(new Date(), 2);
const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const summary = (number: number, changes: Partial<SheetSummary> = {}): SheetSummary => ({
  opd: id(number),
  opdName: `OPD Contoh ${number}`,
  month: MONTH,
  state: 'open',
  people: 10,
  total: 50_000_000,
  corrected: 0,
  incomplete: 0,
  workedOutAt: '2026-08-01T19:00:00.000Z',
  digest: String(number).repeat(64),
  correctionsWaiting: 0,
  mayFreeze: true,
  ...changes,
});
const sheets = [
  summary(1),
  summary(2, { incomplete: 3 }),
  summary(3, { people: null, total: null, incomplete: null, workedOutAt: null, digest: null }),
  summary(4, { state: 'frozen', mayFreeze: false }),
];
const run = (changes: Partial<MonthRun>): MonthRun => ({
  id: id(9),
  kind: 'freeze',
  month: MONTH,
  state: 'running',
  orderedBy: 'Admin Contoh',
  orderedAt: '2026-08-05T03:00:00.000Z',
  done: 1,
  of: 3,
  refused: [],
  ...changes,
});

/** Answers by method and path. @returns what was sent */
function answer(answers: Record<string, unknown>): { call: string; body: unknown }[] {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (request.method !== 'GET') sent.push({ call, body: await request.json() });
    return Response.json(answers[call] ?? {});
  });
  return sent;
}
const listed = { months: [MONTH], sheets };
const runs = `/api/tpp/months/${MONTH}/runs`;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the months of all offices', () => {
  it('sums them up and freezes those that are ticked as they are listed, incomplete ones for a reason alone', async () => {
    const sent = answer({
      'GET /api/tpp/sheets': listed,
      [`GET ${runs}/last`]: { run: null },
      [`POST ${runs}`]: run({ state: 'waiting', done: 0, of: 2 }),
    });
    await renderPage(<TppPage />);
    expect((await screen.findByTestId('sheet-sums')).textContent).toContain('Rp150.000.000');
    fireEvent.click(screen.getByTestId('freeze-many-open'));
    // Chosen is what is complete; what was not worked out cannot be.
    expect((await screen.findByTestId('freeze-many-sum')).textContent).toContain('1 OPD, 10 pegawai');
    expect(screen.getByLabelText<HTMLInputElement>('OPD Contoh 3').disabled).toBe(true);
    fireEvent.click(screen.getByLabelText('OPD Contoh 2'));
    fireEvent.click(screen.getByTestId('freeze-many-sure'));
    expect(screen.getByTestId<HTMLButtonElement>('freeze-many-confirm').disabled).toBe(true);
    fireEvent.change(screen.getByTestId('accept-reason'), { target: { value: 'Perangkat diganti.' } });
    fireEvent.click(screen.getByTestId('freeze-many-confirm'));
    const wanted = sheets.slice(0, 2).map(({ opd, digest }) => ({ opd, digest }));
    await waitFor(() =>
      expect(sent).toEqual([
        { call: `POST ${runs}`, body: { kind: 'freeze', sheets: wanted, acceptReason: 'Perangkat diganti.' } },
      ]),
    );
  });

  it('shows how far the work is, lets nobody order a second one, and names what stayed open', async () => {
    const refused = [{ opd: id(2), opdName: 'OPD Contoh 2', problem: 'Daftar ini berubah.' }];
    answer({ 'GET /api/tpp/sheets': listed, [`GET ${runs}/last`]: { run: run({ refused }) } });
    await renderPage(<TppPage />);
    expect((await screen.findByTestId('run')).textContent).toContain('1 dari 3 OPD');
    expect(screen.getByTestId('run-refused').textContent).toContain('Daftar ini berubah.');
    expect((await screen.findByTestId<HTMLButtonElement>('freeze-many-open')).disabled).toBe(true);
  });

  it('offers a leader nothing to change', async () => {
    answer({ 'GET /api/tpp/sheets': listed });
    await renderPage(<TppPage />, { role: 'leader' });
    expect(await screen.findAllByTestId('sheet-row')).toHaveLength(4);
    expect(screen.queryByTestId('freeze-many-open')).toBeNull();
  });
});

it('what differs from a settled sheet is proposed for all whose data are complete, for one reason', async () => {
  const person = (number: number, changes: object = {}) => ({
    employee: id(number),
    name: `Pegawai Contoh ${number}`,
    nip: `19900101202001100${number}`,
    rank: null,
    position: null,
    settled: 4_940_000,
    now: 5_000_000,
    difference: 60_000,
    complete: true,
    digest: 'a'.repeat(64),
    waiting: false,
    ...changes,
  });
  const differences = [person(1), person(2), person(3, { complete: false }), person(4, { waiting: true })];
  const base = `/api/tpp/sheets/${id(1)}/${MONTH}`;
  const sent = answer({
    [`GET ${base}/differences`]: { differences },
    [`POST ${base}/corrections`]: { done: 2, refused: [] },
  });
  await renderPage(<SheetDifferences opd={id(1)} month={MONTH} />);
  fireEvent.click(screen.getByTestId('check-differences'));
  fireEvent.click(await screen.findByTestId('propose-many'));
  fireEvent.change(await screen.findByTestId('reason'), { target: { value: 'Jurnal terlambat.' } });
  fireEvent.click(screen.getByTestId('confirm-reason'));
  const people = [1, 2].map((number) => ({ employee: id(number), digest: 'a'.repeat(64) }));
  await waitFor(() =>
    expect(sent).toEqual([{ call: `POST ${base}/corrections`, body: { reason: 'Jurnal terlambat.', people } }]),
  );
  expect((await screen.findByTestId('outcomes')).textContent).toContain('2 koreksi diusulkan.');
});
