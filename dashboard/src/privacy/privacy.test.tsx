// @vitest-environment jsdom

import type { EvidenceOverview, EvidenceState } from '@hadir/shared/api/pictures';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { EvidencePicture } from './EvidencePicture.tsx';
import { PrivacyPage } from './PrivacyPage.tsx';

const ID = 'A'.repeat(43);
const PAYLOAD = { type: 'punch', evidence: ID };
let overview: EvidenceOverview;
let state: EvidenceState;
let asked: { call: string; body: unknown }[];

beforeEach(() => {
  overview = {
    policy: { on: false, days: 30, legalBasis: '' },
    changedAt: null,
    changedBy: null,
    units: { all: 4, following: 4, refusing: 0 },
    kept: { pictures: 0, bytes: 0, oldest: null },
  };
  state = { id: ID, state: 'kept', takenAt: '2026-11-02T00:28:00.000Z', removedAt: null, opened: [] };
  asked = [];
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:face', revokeObjectURL: () => undefined }));
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') asked.push({ call: `${request.method} ${pathname}`, body: await request.json() });
    if (request.method === 'PUT')
      overview = { ...overview, policy: asked.at(-1)?.body as EvidenceOverview['policy'], changedBy: 'Admin Contoh' };
    if (pathname === '/api/evidence-policy') return Response.json(overview);
    if (request.method === 'POST') return new Response(new Uint8Array([0xff, 0xd8, 0xff]));
    return Response.json(state);
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page about evidence pictures', () => {
  it('switches them on only with a legal basis, after saying what that means', async () => {
    await renderPage(<PrivacyPage />);
    fireEvent.click(await screen.findByTestId('evidence-on'));
    const save = screen.getByTestId<HTMLButtonElement>('save-evidence');
    expect(save.disabled).toBe(true);
    fireEvent.change(screen.getByTestId('evidence-basis'), { target: { value: 'Perbup 12/2026' } });
    expect(save.disabled).toBe(false);
    fireEvent.click(save);
    expect(asked).toEqual([]);
    expect(await screen.findByText(/semua pintu mengirim foto wajah/)).toBeTruthy();
    fireEvent.click(screen.getByTestId('confirm-evidence'));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toEqual({
      call: 'PUT /api/evidence-policy',
      body: { on: true, days: 30, legalBasis: 'Perbup 12/2026' },
    });
    expect(await screen.findByText('Menyala')).toBeTruthy();
  });

  it('lets the inspectorate read and not change, and names the units that cannot follow', async () => {
    overview = { ...overview, units: { all: 4, following: 1, refusing: 2 } };
    await renderPage(<PrivacyPage />, { role: 'inspectorate' });
    expect((await screen.findByTestId<HTMLInputElement>('evidence-on')).disabled).toBe(true);
    expect(screen.queryByTestId('save-evidence')).toBeNull();
    const said = screen.getByTestId('evidence-state').textContent;
    expect(said).toContain('1 dari 4');
    expect(said).toContain('2 unit memakai perangkat lunak lama');
  });
});

describe('the picture behind an entry', () => {
  it('opens with a reason, and closes again', async () => {
    await renderPage(<EvidencePicture payload={PAYLOAD} zone="Asia/Jayapura" />);
    const button = await screen.findByTestId<HTMLButtonElement>('open-evidence');
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByTestId('evidence-reason'), { target: { value: 'Aduan 12' } });
    fireEvent.click(button);
    expect(await screen.findByTestId('evidence-picture')).toBeTruthy();
    expect(asked).toEqual([{ call: `POST /api/evidence/${ID}/open`, body: { reason: 'Aduan 12' } }]);
    fireEvent.click(screen.getByText('Tutup foto'));
    expect(screen.queryByTestId('evidence-picture')).toBeNull();
  });

  it('that has not come or is deleted says so, and who opened it before', async () => {
    state = { ...state, state: 'removed', removedAt: '2026-12-02T00:28:00.000Z' };
    state.opened.push({ at: '2026-11-03T00:28:00.000Z', by: 'Inspektur', reason: 'Aduan 9' });
    await renderPage(<EvidencePicture payload={PAYLOAD} zone="Asia/Jayapura" />);
    expect(await screen.findByText(/sudah dihapus pada 2 Des 2026/)).toBeTruthy();
    expect(screen.getByText(/oleh Inspektur: Aduan 9/)).toBeTruthy();
    expect(screen.queryByTestId('open-evidence')).toBeNull();
  });

  it('is not there for other roles, nor for an entry without one', async () => {
    await renderPage(<EvidencePicture payload={PAYLOAD} zone="Asia/Jayapura" />, { role: 'opd_head' });
    expect(screen.queryByTestId('evidence')).toBeNull();
    cleanup();
    await renderPage(<EvidencePicture payload={{ type: 'punch' }} zone="Asia/Jayapura" />);
    expect(screen.queryByTestId('evidence')).toBeNull();
    expect(globalThis.fetch).not.toHaveBeenCalled();
  });
});
