// @vitest-environment jsdom
import type { Import } from '@hadir/shared/api/imports';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { ImportPage } from './ImportPage.tsx';
import { ImportsPage } from './ImportsPage.tsx';

const ID = '00000000-0000-4000-8000-000000000009';

const checked: Import = {
  id: ID,
  kind: 'employees',
  fileName: 'pegawai.csv',
  state: 'checked',
  done: 0,
  of: 0,
  report: {
    rows: 3,
    added: 1,
    changed: 1,
    same: 0,
    bad: 1,
    problems: [{ row: 3, column: 'NIP', value: '1.98E+17', message: 'Ubah format kolom NIP menjadi Teks.' }],
    lines: [{ row: 2, action: 'add', subject: 'Ade Contoh', text: 'pegawai baru di Dinas Contoh' }],
    notes: [],
  },
  problem: null,
  uploadedBy: 'Admin Contoh',
  uploadedAt: '2026-07-20T03:00:00Z',
  appliedAt: null,
  undoneAt: null,
  mayUndo: false,
};

function serve(first: Import) {
  let now = first;
  const asked: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    const multipart = request.headers.get('content-type')?.includes('multipart') ?? false;
    if (request.method !== 'GET')
      asked.push({
        call: `${request.method} ${pathname}${search}`,
        body: multipart ? 'form' : await request.json().catch(() => null),
      });
    if (pathname.endsWith('/apply')) now = { ...now, state: 'applied', appliedAt: now.uploadedAt, mayUndo: true };
    if (pathname.endsWith('/undo')) now = { ...now, state: 'undone', mayUndo: false };
    return Response.json(pathname === '/api/imports' && request.method === 'GET' ? { imports: [now] } : now);
  });
  return asked;
}

const open = () => renderPage(<ImportPage />, { path: '/impor/:import', address: `/impor/${ID}` });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('names what is wrong by line and column, and applies the rest only when told to', async () => {
  const asked = serve(checked);
  await open();
  expect((await screen.findByTestId('problems')).textContent).toContain('Ubah format kolom NIP menjadi Teks.');
  expect(screen.getByTestId('count-bad').textContent).toBe('1');
  fireEvent.click(screen.getByTestId('apply'));
  const yes = (await screen.findByTestId('apply-yes')) as HTMLButtonElement;
  expect(yes.disabled).toBe(true);
  fireEvent.click(screen.getByTestId('skip-bad'));
  fireEvent.click(yes);
  await waitFor(() => expect(screen.getByTestId('import-state').dataset.state).toBe('applied'));
  expect(asked).toEqual([{ call: `POST /api/imports/${ID}/apply`, body: { skipBad: true } }]);
});

it('hands out every problem as a table', async () => {
  serve(checked);
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => {};
  const taken: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    taken.push(this.download);
  });
  await open();
  fireEvent.click(await screen.findByTestId('take-problems'));
  await waitFor(() => expect(taken).toEqual(['baris-bermasalah.csv']));
});

it('takes the last import back after asking', async () => {
  const asked = serve({ ...checked, state: 'applied', mayUndo: true });
  await open();
  fireEvent.click(await screen.findByTestId('undo'));
  expect(asked).toEqual([]);
  fireEvent.click(await screen.findByTestId('undo-yes'));
  await waitFor(() => expect(screen.getByTestId('import-state').dataset.state).toBe('undone'));
});

it('shows why a file could not be read, and offers to throw it away', async () => {
  serve({ ...checked, state: 'unreadable', report: null, problem: 'Berkas ini kosong.' });
  await open();
  expect((await screen.findByTestId('import-problem')).textContent).toBe('Berkas ini kosong.');
  expect(screen.getByTestId('discard')).toBeDefined();
  expect(screen.queryByTestId('apply')).toBeNull();
});

it('sends a file of the kind that was chosen', async () => {
  const asked = serve(checked);
  await renderPage(<ImportsPage />);
  await screen.findByTestId('imports');
  fireEvent.click(screen.getByTestId('kind-postings'));
  fireEvent.change(screen.getByTestId('import-file'), { target: { files: [new File(['x'], 'a.csv')] } });
  await waitFor(() => expect(asked).toEqual([{ call: 'POST /api/imports?kind=postings', body: 'form' }]));
});
