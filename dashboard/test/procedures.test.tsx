// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProcedurePage } from '../src/procedures/ProcedurePage.tsx';
import { ProceduresPage } from '../src/procedures/ProceduresPage.tsx';
import { QuarantinedPage } from '../src/quarantine/QuarantinedPage.tsx';
import { renderPage } from './render-page.tsx';
import { serveSample } from './serve-sample.ts';

const REPLACE = '00000000-0000-4000-8000-000007000001';
const MOVE = '00000000-0000-4000-8000-000007000000';

const openProcedure = (id: string, role: 'admin_bkd' | 'leader' = 'admin_bkd') =>
  renderPage(<ProcedurePage />, { path: '/prosedur/:procedure', address: `/prosedur/${id}`, role });

const openMessage = (id: string) =>
  renderPage(<QuarantinedPage />, { path: '/karantina/:message', address: `/karantina/${id}` });

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('procedures', () => {
  it('puts apart what waits for the reader and what waits for others', async () => {
    serveSample('morning');
    await renderPage(<ProceduresPage />);
    expect((await screen.findByTestId('procedures-for-me')).children).toHaveLength(1);
    expect(screen.getByTestId('procedures-for-others').children).toHaveLength(1);
    expect(screen.getByTestId('procedures-running').children).toHaveLength(2);
  });

  it('asks for a second person where BKD switches it on', async () => {
    const { asked } = serveSample('morning');
    await renderPage(<ProceduresPage />);
    fireEvent.click(await screen.findByTestId('policy-replace'));
    await waitFor(() =>
      expect(asked).toEqual([{ call: 'PUT /api/lifecycle-policy', body: { secondPerson: ['move', 'replace'] } }]),
    );
  });

  it('goes on to the next step when it is approved, with the note', async () => {
    const { asked } = serveSample('morning');
    await openProcedure(MOVE);
    fireEvent.change(await screen.findByTestId('decision-note'), { target: { value: 'Setuju' } });
    fireEvent.click(screen.getByTestId('approve'));
    await waitFor(() => expect(screen.getByTestId('step-approved').dataset.state).toBe('done'));
    expect(asked[0]).toEqual({ call: `POST /api/procedures/${MOVE}/approve`, body: { note: 'Setuju' } });
    expect(screen.queryByTestId('approve')).toBeNull();
  });

  it('shows a leader the steps, and no claim', async () => {
    serveSample('morning');
    await openProcedure(REPLACE, 'leader');
    await screen.findByTestId('steps');
    expect(screen.queryByTestId('make-claim')).toBeNull();
    expect(screen.queryByTestId('cancel-procedure')).toBeNull();
  });

  it('shows a claim as a code for the camera and as text for the keyboard, until it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    serveSample('morning');
    await openProcedure(REPLACE);
    fireEvent.click(await screen.findByTestId('make-claim'));
    expect(await screen.findByTestId('claim-qr')).toBeDefined();
    expect(screen.getByTestId('claim-text').dataset.claim).toBe('7Q2M-X4RA-91KD-0TZN-8');
    act(() => void vi.advanceTimersByTime(3_601_000));
    expect(screen.getByTestId('claim-expired')).toBeDefined();
    expect(screen.queryByTestId('claim-qr')).toBeNull();
    expect(screen.queryByTestId('claim-text')).toBeNull();
    expect(screen.getByTestId('claim-again')).toBeDefined();
  });

  it('draws another code with a Wi-Fi, which never leaves the browser', async () => {
    const { asked } = serveSample('morning');
    await openProcedure(REPLACE);
    fireEvent.click(await screen.findByTestId('make-claim'));
    const before = Number((await screen.findByTestId('claim-qr')).dataset.modules);
    fireEvent.change(screen.getByLabelText('Nama Wi-Fi'), { target: { value: 'Kantor Contoh' } });
    fireEvent.change(screen.getByLabelText('Kata sandi Wi-Fi'), { target: { value: 'rahasia-contoh' } });
    expect(Number(screen.getByTestId('claim-qr').dataset.modules)).toBeGreaterThan(before);
    expect(JSON.stringify(asked)).not.toContain('rahasia-contoh');
  });
});

describe('the quarantine', () => {
  it('wants a reason, and says how much was stored', async () => {
    const { asked } = serveSample('morning');
    await openMessage('904');
    fireEvent.click(await screen.findByTestId('quarantine-accept'));
    await screen.findByText('Tuliskan alasannya, sedikitnya 3 huruf.');
    expect(asked).toEqual([]);
    fireEvent.change(screen.getByTestId('quarantine-note'), { target: { value: 'Dibuat sebelum dicabut' } });
    fireEvent.click(screen.getByTestId('quarantine-accept'));
    expect((await screen.findByTestId('quarantine-stored')).textContent).toContain('6 catatan disimpan.');
    expect(asked[0]?.body).toEqual({ decision: 'accept', note: 'Dibuat sebelum dicabut' });
    await waitFor(() => expect(screen.queryByTestId('quarantine-refuse')).toBeNull());
  });

  it('puts both histories of a fork side by side, and lets nobody replace the one that is held', async () => {
    serveSample('morning');
    await openMessage('903');
    const pairs = await screen.findAllByTestId('compared-entry');
    expect(pairs[0]?.dataset).toMatchObject({ seq: '18210', relation: 'different' });
    expect(pairs[0]?.textContent).toContain('pegawai-contoh-2');
    expect(screen.queryByTestId('quarantine-accept')).toBeNull();
    expect(screen.getByTestId('quarantine-refuse')).toBeDefined();
  });

  it('says why nobody can accept what proves nothing', async () => {
    serveSample('morning');
    await openMessage('902');
    expect((await screen.findByTestId('quarantine-final')).textContent).toContain('tidak seorang pun');
    expect(screen.queryByTestId('quarantine-note')).toBeNull();
  });
});
