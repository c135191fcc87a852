// @vitest-environment jsdom
import type { Profile } from '@hadir/shared/api/accounts';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { SessionGate } from '../session/SessionGate.tsx';
import { ProfilePage } from './ProfilePage.tsx';

const session = (id: string, current: boolean) => ({
  id,
  current,
  since: '2026-08-01T00:00:00.000Z',
  usedAt: '2026-08-01T02:00:00.000Z',
  address: '10.0.0.7',
  device: 'Mozilla/5.0 (Windows NT 10.0) Chrome/121.0',
});
const PROFILE: Profile = {
  username: '199001012020012001',
  name: 'Pegawai Contoh',
  role: 'employee',
  opdName: 'Dinas Contoh',
  employee: {
    nip: '199001012020012001',
    name: 'Pegawai Contoh',
    position: 'Analis',
    rank: 'III/c',
    workUnit: null,
    superior: 'Atasan Contoh',
  },
  passwordSetAt: '2026-08-01T00:00:00.000Z',
  sessions: [session('s2', false), session('s1', true), session('s3', false)],
};

function answer(password: () => Response) {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (call === 'GET /api/profile') return Response.json(PROFILE);
    const text = await request.text();
    sent.push({ call, body: text === '' ? null : JSON.parse(text) });
    return call === 'PUT /api/profile/password' ? password() : new Response(null, { status: 204 });
  });
  return sent;
}

const fill = (next: string, again: string) => {
  fireEvent.change(screen.getByTestId('current-password'), { target: { value: 'lama' } });
  fireEvent.change(screen.getByTestId('next-password'), { target: { value: next } });
  fireEvent.change(screen.getByTestId('next-password-again'), { target: { value: again } });
  fireEvent.click(screen.getByTestId('save-password'));
};

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('ProfilePage', () => {
  it('shows the reader to himself', async () => {
    answer(() => new Response(null, { status: 204 }));
    await renderPage(<ProfilePage />);
    const facts = await screen.findByTestId('profile-facts');
    for (const word of ['Pegawai Contoh', 'Analis', 'III/c', 'Atasan Contoh', 'Dinas Contoh'])
      expect(facts.textContent).toContain(word);
    expect(facts.textContent).not.toContain('Unit kerja');
  });

  it('asks for a longer password, and for the same one twice, before it asks the hub', async () => {
    const sent = answer(() => new Response(null, { status: 204 }));
    await renderPage(<ProfilePage />);
    await screen.findByTestId('password-form');
    fill('pendek', 'lain');
    expect(await screen.findByText('Baru 6 karakter; paling sedikit 10.')).toBeDefined();
    expect(screen.getByText('Belum sama dengan yang di atas.')).toBeDefined();
    expect(sent).toEqual([]);
    fill('empat benda di rumah', 'empat benda di rumah');
    expect(await screen.findByTestId('password-saved')).toBeDefined();
    expect(sent[0]?.body).toEqual({ current: 'lama', next: 'empat benda di rumah' });
    expect((screen.getByTestId('current-password') as HTMLInputElement).value).toBe('');
  });

  it('says beside the field what the hub has against a password', async () => {
    const message = 'Terlalu umum.';
    answer(() =>
      Response.json(
        {
          type: 'urn:x',
          title: 'x',
          status: 422,
          code: 'password-too-common',
          detail: message,
          fields: [{ field: 'next', message }],
        },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      ),
    );
    await renderPage(<ProfilePage />);
    await screen.findByTestId('password-form');
    fill('bismillah 2026', 'bismillah 2026');
    expect(await screen.findByText(message)).toBeDefined();
    expect(screen.queryByTestId('password-saved')).toBeNull();
  });

  it('shows this device first, and ends another session or all others', async () => {
    const sent = answer(() => new Response(null, { status: 204 }));
    await renderPage(<ProfilePage />);
    const sessions = await screen.findByTestId('sessions');
    expect(sessions.querySelector('li')?.textContent).toContain('Chrome di Windowsperangkat ini');
    expect(screen.queryByTestId('end-s1')).toBeNull();
    fireEvent.click(screen.getByTestId('end-s2'));
    await waitFor(() => expect(sent.map(({ call }) => call)).toEqual(['DELETE /api/profile/sessions/s2']));
    fireEvent.click(screen.getByTestId('end-others'));
    await waitFor(() => expect(sent.map(({ call }) => call)).toContain('DELETE /api/profile/sessions'));
  });
});

describe('SessionGate', () => {
  it('shows whoever has a one-time password nothing but the way to one of his own', async () => {
    const user = { id: '1', username: 'baru', name: 'Orang Baru', role: 'employee', opd: null, employee: null };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () =>
      Response.json({ user, csrfToken: 'x', region: 'Contoh', mustChangePassword: true }),
    );
    await renderPage(
      <SessionGate>
        <p>rahasia</p>
      </SessionGate>,
    );
    expect((await screen.findByTestId('first-password')).textContent).toContain('Orang Baru');
    expect(screen.queryByText('rahasia')).toBeNull();
  });
});
