// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { SubmissionsTab } from './SubmissionsTab.tsx';

const SUBMISSION = {
  ...{ id: 's1', employee: 'e1', name: 'Contoh Pegawai', nip: '198501012005011001', opdName: 'Dinas Contoh' },
  ...{ via: 'link', at: '2026-11-02T01:00:00.000Z', state: 'waiting', photos: [0, 1], enrolled: ['c1'] },
  ...{ decidedAt: null, decidedBy: null, reason: null },
};

function serve(): { call: string; body: string }[] {
  const asked: { call: string; body: string }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    if (request.method !== 'GET') {
      asked.push({ call: `${request.method} ${pathname}`, body: await request.text() });
      if (pathname.endsWith('/refuse')) return new Response(null, { status: 204 });
      return Response.json({
        employee: 'e1',
        photos: [{ file: 'a', outcome: 'enrolled', advice: null, template: 't' }],
      });
    }
    return Response.json({ submissions: search.includes('true') ? [] : [SUBMISSION] });
  });
  return asked;
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('what employees sent', () => {
  it('stands beside what is enrolled, and is accepted with a word of what came of it', async () => {
    const asked = serve();
    await renderPage(<SubmissionsTab />);
    await screen.findByTestId('submission');
    const pictures = screen.getAllByRole('img').map((picture) => picture.getAttribute('src'));
    expect(pictures).toEqual([
      '/api/enrolment-submissions/s1/photos/0',
      '/api/enrolment-submissions/s1/photos/1',
      '/api/face-pictures/c1',
    ]);
    fireEvent.click(screen.getByTestId('accept'));
    expect(await screen.findByText('Diterima: 1 wajah Contoh Pegawai didaftarkan.')).toBeDefined();
    expect(asked[0]?.call).toBe('POST /api/enrolment-submissions/s1/accept');
  });

  it('is refused only with a reason', async () => {
    const asked = serve();
    await renderPage(<SubmissionsTab />);
    fireEvent.click(await screen.findByTestId('refuse'));
    const now = (await screen.findByTestId('refuse-now')) as HTMLButtonElement;
    expect(now.disabled).toBe(true);
    fireEvent.change(screen.getByTestId('refuse-reason'), { target: { value: 'Bukan orangnya' } });
    fireEvent.click(now);
    await waitFor(() =>
      expect(asked).toEqual([
        { call: 'POST /api/enrolment-submissions/s1/refuse', body: JSON.stringify({ reason: 'Bukan orangnya' }) },
      ]),
    );
  });
});
