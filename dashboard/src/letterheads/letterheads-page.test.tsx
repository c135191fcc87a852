// @vitest-environment jsdom
import type { Letterhead, LetterheadDetail } from '@hadir/shared/api/letterheads';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { LetterheadsPage } from './LetterheadsPage.tsx';

const nobody = { position: '', name: '', rank: '', nip: '' };
const blank: Letterhead = {
  government: '',
  office: '',
  address: '',
  contact: '',
  place: '',
  head: nobody,
  maker: nobody,
};
const detail: LetterheadDetail = {
  owner: 'region',
  opdName: null,
  own: { ...blank, address: 'Jalan Contoh 1' },
  shown: {
    ...blank,
    government: 'Kabupaten Contoh',
    office: 'BKD Contoh',
    address: 'Jalan Contoh 1',
    head: { ...nobody, position: 'Kepala BKD Contoh' },
  },
  version: 2,
  mayChange: true,
  history: [
    { version: 2, at: '2026-07-02T01:00:00.000Z', by: 'Petugas', document: { ...blank, address: 'Jalan Contoh 1' } },
    { version: 1, at: '2026-07-01T01:00:00.000Z', by: 'Petugas', document: { ...blank, address: 'Jalan Lama 9' } },
  ],
};

/** Answers both calls of the page, and a change as the hub would refuse or take it. */
function answer(shown: LetterheadDetail, onPut: (body: unknown) => Response): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    if (request.method === 'PUT') return onPut(await request.json());
    if (new URL(request.url).pathname === '/api/letterheads')
      return Response.json({ letterheads: [{ owner: 'region', opdName: null, set: true, missing: ['place'] }] });
    return Response.json(shown);
  });
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('letterheads', () => {
  it('show on paper what is being typed, and take an older version up again', async () => {
    const sent: unknown[] = [];
    answer(detail, (body) => {
      sent.push(body);
      return Response.json({ ...detail, version: 3 });
    });
    await renderPage(<LetterheadsPage />);
    const paper = await screen.findByTestId('letterhead-paper');
    expect(paper.textContent).toContain('Kabupaten ContohBKD ContohJalan Contoh 1');
    fireEvent.change(screen.getByTestId('letterhead-head-name'), { target: { value: 'Kepala Contoh, S.Sos.' } });
    expect(paper.textContent).toContain('Kepala Contoh, S.Sos.');
    fireEvent.click(screen.getByText('Pakai lagi'));
    expect(paper.textContent).toContain('Jalan Lama 9');
    fireEvent.click(screen.getByTestId('letterhead-save'));
    await waitFor(() => expect(sent).toEqual([{ document: { ...blank, address: 'Jalan Lama 9' }, version: 2 }]));
  });

  it('say at the field what the hub refused', async () => {
    const message = 'NIP terdiri dari 18 angka, atau kosongkan.';
    const problem = {
      type: 'urn:x',
      title: 'x',
      status: 422,
      detail: message,
      code: 'nip-unreadable',
      fields: [{ field: 'document.head.nip', message }],
    };
    answer(detail, () => Response.json(problem, { status: 422 }));
    await renderPage(<LetterheadsPage />);
    fireEvent.change(await screen.findByTestId('letterhead-head-nip'), { target: { value: '12' } });
    fireEvent.click(screen.getByTestId('letterhead-save'));
    expect((await screen.findByText(message)).textContent).toBe(message);
  });

  it('are only read by whom they do not belong to', async () => {
    answer({ ...detail, mayChange: false }, () => Response.error());
    await renderPage(<LetterheadsPage />, { role: 'leader' });
    expect((await screen.findByTestId<HTMLInputElement>('letterhead-office')).readOnly).toBe(true);
    expect(screen.queryByTestId('letterhead-save')).toBeNull();
  });
});
