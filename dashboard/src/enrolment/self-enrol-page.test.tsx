// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { SelfEnrolPage } from './SelfEnrolPage.tsx';

const WHOSE = {
  name: 'Contoh Pegawai',
  nip: '1985 ••• 004',
  opdName: 'Dinas Contoh',
  region: 'Contoh',
  expiresAt: '2026-11-03T01:00:00.000Z',
  consent: { version: 3, purpose: 'Kehadiran', body: 'Saya setuju.', createdAt: '2026-11-01T01:00:00.000Z' },
};

const problem = (status: number, code: string, detail: string) =>
  Response.json({ type: 'urn:x', title: 'x', status, code, detail }, { status });

async function open(answers: Record<string, () => Response>): Promise<Request[]> {
  const asked: Request[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    asked.push(request.clone());
    return (
      answers[`${request.method} ${new URL(request.url).pathname}`]?.() ?? problem(404, 'link-unknown', 'Tidak ada.')
    );
  });
  await renderPage(<SelfEnrolPage />, { path: '/daftar-wajah/:token', address: '/daftar-wajah/abc' });
  return asked;
}

describe('SelfEnrolPage', () => {
  beforeEach(() => {
    URL.createObjectURL = () => 'blob:foto';
    URL.revokeObjectURL = () => {};
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('says why a link cannot be used, and shows nothing else', async () => {
    await open({ 'GET /api/self-enrolment/abc': () => problem(410, 'link-expired', 'Sudah lewat 24 jam.') });
    expect((await screen.findByTestId('link-closed')).dataset.code).toBe('link-expired');
    expect(screen.getByText('Sudah lewat 24 jam.')).toBeDefined();
    expect(screen.queryByTestId('agree')).toBeNull();
  });

  it('asks for consent first, and tells what to do where the browser gives no camera', async () => {
    await open({ 'GET /api/self-enrolment/abc': () => Response.json(WHOSE) });
    expect((await screen.findByTestId('link-owner')).textContent).toContain('Contoh Pegawai');
    expect((screen.getByTestId('start-capture') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByTestId('agree'));
    fireEvent.click(screen.getByTestId('start-capture'));
    expect((await screen.findByTestId('camera-trouble')).textContent).toContain('HTTPS');
    expect(screen.getByTestId('choose-files')).toBeDefined();
  });

  it('sends the photos with the version of the text that was agreed to', async () => {
    const asked = await open({
      'GET /api/self-enrolment/abc': () => Response.json(WHOSE),
      'POST /api/self-enrolment/abc': () => Response.json({ sent: 1, photos: [] }, { status: 201 }),
    });
    fireEvent.click(await screen.findByTestId('agree'));
    fireEvent.click(screen.getByTestId('start-capture'));
    const files = [new File(['x'], 'a.jpg', { type: 'image/jpeg' })];
    fireEvent.change(await screen.findByTestId('choose-files'), { target: { files } });
    fireEvent.click(await screen.findByTestId('send-photos'));
    expect(await screen.findByTestId('self-enrolled')).toBeDefined();
    const form = await asked.find(({ method }) => method === 'POST')?.text();
    expect(form).toMatch(/name="consentText"\s+3/);
  });
});
