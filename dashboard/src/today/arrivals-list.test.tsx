// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { sampleArrival } from '../../test/sample-arrival.ts';
import { ArrivalsList } from './ArrivalsList.tsx';

function answerWith(body: object): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(
    async () => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
  );
}

describe('ArrivalsList', () => {
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('shows door, local time and the way to the day of the person, newest first', async () => {
    answerWith({
      day: '2026-11-23',
      arrivals: [sampleArrival({ id: '1' }), sampleArrival({ id: '2', name: 'Pegawai Contoh 2' })],
    });
    await renderPage(<ArrivalsList day="2026-11-23" />);
    const [first] = await screen.findAllByTestId('arrival-row');
    const row = within(first as HTMLElement);
    expect(row.getByText('07.28')).toBeDefined();
    expect(row.getByText(/pintu Utama/)).toBeDefined();
    const link = row.getByRole('link', { name: 'Pegawai Contoh 2' });
    expect(link.getAttribute('href')).toBe('/pegawai/7f1f9e52-63c5-4f4b-9f3a-0d6f8f1f2a01/hari/2026-11-23');
  });

  it('gives the quality of the evidence in words, and its numbers on demand', async () => {
    answerWith({ day: '2026-11-23', arrivals: [sampleArrival()] });
    await renderPage(<ArrivalsList day="2026-11-23" />);
    const button = await screen.findByRole('button', { name: 'bukti kuat' });
    expect(screen.queryByTestId('arrival-evidence')).toBeNull();
    fireEvent.click(button);
    expect(screen.getByTestId('arrival-evidence').textContent).toContain('0,71 (ambang 0,38)');
  });

  it('says when an arrival came late through the queue, and of which day it is', async () => {
    answerWith({
      day: '2026-11-24',
      arrivals: [sampleArrival({ storedAt: '2026-11-22T22:40:00.000Z' })],
    });
    await renderPage(<ArrivalsList day="2026-11-24" />);
    const row = await screen.findByTestId('arrival-row');
    expect(row.textContent).toContain('sampai 07.40 lewat antrean');
    expect(row.textContent).toContain('23 Nov');
  });

  it('says that nobody has arrived yet', async () => {
    answerWith({ day: '2026-11-23', arrivals: [] });
    await renderPage(<ArrivalsList day="2026-11-23" />);
    expect(await screen.findByText('Belum ada yang tiba')).toBeDefined();
  });
});
