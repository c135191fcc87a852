// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { SignInPage } from './SignInPage.tsx';

function problem(status: number, code: string, detail: string): Response {
  return new Response(JSON.stringify({ type: 'urn:x', title: 'x', status, code, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

async function signIn(answer: () => Promise<Response>): Promise<string> {
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(answer);
  await renderPage(<SignInPage />);
  fireEvent.change(screen.getByLabelText('Nama pengguna'), { target: { value: 'contoh' } });
  fireEvent.change(screen.getByLabelText('Kata sandi'), { target: { value: 'salah' } });
  fireEvent.click(screen.getByRole('button', { name: 'Masuk' }));
  const trouble = await screen.findByTestId('sign-in-trouble');
  expect(fetched).toHaveBeenCalledOnce();
  return trouble.textContent ?? '';
}

describe('SignInPage', () => {
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('says that name or password do not match, and empties the password', async () => {
    const words = await signIn(async () => problem(401, 'wrong-credentials', 'salah'));
    expect(words).toContain('Belum cocok');
    expect((screen.getByLabelText('Kata sandi') as HTMLInputElement).value).toBe('');
  });

  it('says how long to wait after too many attempts', async () => {
    const words = await signIn(async () => problem(429, 'too-many-attempts', 'Coba lagi dalam 4 menit.'));
    expect(words).toContain('Terlalu banyak percobaan');
    expect(words).toContain('4 menit');
  });

  it('does not blame the reader when the hub is out of reach', async () => {
    const words = await signIn(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(words).toContain('Hub tidak terjangkau');
  });

  it("does not take a proxy's error page for an answer of the hub", async () => {
    const words = await signIn(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(words).toContain('Hub tidak terjangkau');
  });

  it('asks for what is missing before it asks the hub', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    await renderPage(<SignInPage />);
    fireEvent.click(screen.getByRole('button', { name: 'Masuk' }));
    expect(await screen.findByText('Isi nama pengguna Anda.')).toBeDefined();
    expect(fetched).not.toHaveBeenCalled();
  });
});
