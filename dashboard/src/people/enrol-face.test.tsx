// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { EnrolFace } from './EnrolFace.tsx';

const photo = (name: string) => new File(['not really a picture'], name, { type: 'image/jpeg' });

async function enrol(answer: Response): Promise<Request> {
  const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer);
  await renderPage(<EnrolFace employee="e" />);
  fireEvent.change(screen.getByTestId('face-photos'), { target: { files: [photo('a.jpg'), photo('b.jpg')] } });
  fireEvent.click(await screen.findByTestId('enrol'));
  await screen.findAllByTestId('photo-result');
  return fetched.mock.calls[0]?.[0] as Request;
}

describe('EnrolFace', () => {
  beforeEach(() => {
    URL.createObjectURL = (file) => `blob:${file instanceof File ? file.name : ''}`;
    URL.revokeObjectURL = () => {};
  });

  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('sends the photos as a form with the CSRF token and shows what came of each', async () => {
    const request = await enrol(
      Response.json(
        {
          employee: 'e',
          photos: [
            { file: 'a.jpg', outcome: 'enrolled', advice: null, template: 't' },
            { file: 'b.jpg', outcome: 'poor-quality', advice: 'Cari tempat yang lebih terang.', template: null },
          ],
        },
        { status: 201 },
      ),
    );
    expect(request.headers.get('content-type')).toContain('multipart/form-data');
    expect(request.headers.get('x-csrf-token')).toBe('token');
    const results = screen.getAllByTestId('photo-result');
    expect(results.map((result) => result.dataset.outcome)).toEqual(['enrolled', 'poor-quality']);
    expect(results[1]?.textContent).toContain('Cari tempat yang lebih terang.');
    expect(screen.getByText('1 dari 2 foto didaftarkan.')).toBeDefined();
  });

  it('shows what is wrong with each photo when none could be used', async () => {
    const photos = ['a.jpg', 'b.jpg'].map((file) => ({ file, outcome: 'no-face', advice: 'Ulangi.', template: null }));
    const problem = { type: 'urn:x', title: 'x', status: 422, code: 'no-photo-enrolled', detail: 'x', photos };
    await enrol(Response.json(problem, { status: 422, headers: { 'content-type': 'application/problem+json' } }));
    expect(screen.getAllByText('Tidak ada wajah')).toHaveLength(2);
    expect(screen.getByText('0 dari 2 foto didaftarkan.')).toBeDefined();
  });
});
