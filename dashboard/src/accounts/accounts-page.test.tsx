// @vitest-environment jsdom
import type { Account, AccountHistory, OfficeAccounts } from '@hadir/shared/api/accounts';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { AccountPage } from './AccountPage.tsx';
import { AccountsPage } from './AccountsPage.tsx';
import { OfficeAccountsDialog } from './OfficeAccountsDialog.tsx';

const ID = '00000000-0000-4000-8000-000000000001';
const OPD = '00000000-0000-4000-8000-000000000002';
const ACCOUNT: Account = {
  id: ID,
  username: 'bendahara',
  name: 'Bendahara Contoh',
  role: 'treasurer',
  opd: null,
  opdName: null,
  employee: null,
  nip: null,
  employeeName: null,
  employeeActive: null,
  active: true,
  credential: 'one-time',
  createdAt: '2026-08-01T00:00:00.000Z',
  lastSignInAt: null,
  own: false,
};
const ENTRIES: AccountHistory['entries'] = [
  {
    id: '2',
    at: '2026-08-02T00:00:00.000Z',
    action: 'user-changed',
    by: 'Admin Contoh',
    address: null,
    before: { name: 'Bendahara Contoh', role: 'leader', opd: null, employee: null },
    after: { name: 'Bendahara Contoh', role: 'treasurer', opd: null, employee: null },
  },
];
const OPDS = { opds: [{ id: OPD, name: 'Dinas Contoh', zone: 'Asia/Jakarta' }] };

type Answer = unknown | ((body: unknown) => unknown);

/** Answers by method and path. @returns what was sent, apart from what was read */
function answer(answers: Record<string, Answer>) {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const text = request.method === 'GET' ? '' : await request.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    if (request.method !== 'GET') sent.push({ call, body });
    const found = answers[call];
    if (found === undefined) return new Response(null, { status: 502 });
    return Response.json(typeof found === 'function' ? await found(body) : found);
  });
  return sent;
}

/** jsdom lays nothing out, so it scrolls nowhere either. */
Element.prototype.scrollIntoView ??= () => {};

async function choose(testId: string, option: string): Promise<void> {
  const field = await screen.findByTestId(testId);
  fireEvent.click(field);
  const list = await waitFor(() => {
    const found = document.getElementById(field.getAttribute('aria-controls') ?? '');
    if (found === null) throw new Error(`The choices of ${testId} do not show.`);
    return found;
  });
  fireEvent.click(await within(list).findByText(option));
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('AccountsPage', () => {
  it('lists who may sign in, as what, and what is out of the ordinary', async () => {
    answer({ 'GET /api/users': { total: 1, users: [ACCOUNT] }, 'GET /api/opds': OPDS });
    await renderPage(<AccountsPage />);
    const row = (await screen.findByText('Bendahara Contoh')).closest('tr');
    expect(row?.textContent).toContain('Bendahara');
    expect(row?.textContent).toContain('kata sandi sekali pakai');
    expect(row?.textContent).toContain('belum pernah');
  });

  it('shows the part of the list that the address names, and keeps in it what is chosen', async () => {
    answer({ 'GET /api/users': { total: 1, users: [ACCOUNT] }, 'GET /api/opds': OPDS });
    await renderPage(<AccountsPage />, { address: '/akun?q=bend&peran=treasurer&keadaan=nonsense', path: '/akun' });
    await screen.findByText('Bendahara Contoh');
    const asked = () =>
      vi
        .mocked(fetch)
        .mock.calls.map(([input]) => new URL((input as Request).url))
        .filter(({ pathname }) => pathname === '/api/users')
        .at(-1)?.search;
    expect(asked()).toBe('?q=bend&role=treasurer&limit=25&offset=0');
    expect((screen.getByTestId('search-accounts') as HTMLInputElement).value).toBe('bend');
    await choose('filter-state', 'Nonaktif');
    await waitFor(() => expect(asked()).toBe('?q=bend&role=treasurer&state=inactive&limit=25&offset=0'));
  });

  it('makes an account and shows its password once, until the officer says that it is handed over', async () => {
    const sent = answer({
      'GET /api/users': { total: 0, users: [] },
      'GET /api/opds': OPDS,
      'GET /api/colleagues': { colleagues: [] },
      'POST /api/users': { user: { ...ACCOUNT }, password: 'aaaa-bbbb-cccc-dddd' },
    });
    await renderPage(<AccountsPage />);
    fireEvent.click(await screen.findByTestId('new-account'));
    fireEvent.click(await screen.findByTestId('create-account'));
    expect(await screen.findByText('Pilih pegawainya.')).toBeDefined();
    expect(sent).toEqual([]);
    await choose('account-role', 'Bendahara');
    fireEvent.change(screen.getByTestId('account-name'), { target: { value: ' Bendahara Contoh ' } });
    fireEvent.change(screen.getByTestId('account-username'), { target: { value: 'Benda hara' } });
    fireEvent.click(screen.getByTestId('create-account'));
    const shown = await screen.findByTestId('one-time-password');
    expect(shown.textContent).toContain('aaaa-bbbb-cccc-dddd');
    expect(sent).toEqual([
      {
        call: 'POST /api/users',
        body: { role: 'treasurer', username: 'bendahara', name: 'Bendahara Contoh', oneTime: true },
      },
    ]);
    fireEvent.click(screen.getByTestId('password-handed-over'));
    await waitFor(() => expect(screen.queryByTestId('one-time-password')).toBeNull());
    expect(document.body.textContent).not.toContain('aaaa-bbbb-cccc-dddd');
  });
});

describe('AccountPage', () => {
  const open = (account: Account) => {
    const sent = answer({
      [`GET /api/users/${ID}`]: account,
      [`GET /api/users/${ID}/history`]: { entries: ENTRIES },
      [`PUT /api/users/${ID}/active`]: { ...account, active: false },
      [`POST /api/users/${ID}/password`]: { password: 'eeee-ffff-gggg-hhhh' },
    });
    return renderPage(<AccountPage />, { address: `/akun/${ID}`, path: '/akun/:account' }).then(() => sent);
  };

  it('says what changed, from what to what and by whom', async () => {
    await open(ACCOUNT);
    const history = await screen.findByTestId('account-history');
    await waitFor(() => expect(history.textContent).toContain('Pimpinan → Bendahara'));
    expect(history.textContent).toContain('oleh Admin Contoh');
  });

  it('deactivates only after saying what that means', async () => {
    const sent = await open(ACCOUNT);
    fireEvent.click(await screen.findByTestId('deactivate'));
    expect((await screen.findByRole('dialog')).textContent).toContain('semua sesinya berakhir sekarang juga');
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByTestId('confirm'));
    expect(await screen.findByTestId('activate')).toBeDefined();
    expect(sent).toEqual([{ call: `PUT /api/users/${ID}/active`, body: { active: false } }]);
  });

  it('makes a new password only after a yes, and shows it once', async () => {
    const sent = await open(ACCOUNT);
    fireEvent.click(await screen.findByTestId('reset-password'));
    expect(sent).toEqual([]);
    fireEvent.click(await screen.findByTestId('confirm'));
    expect((await screen.findByTestId('one-time-password')).textContent).toContain('eeee-ffff-gggg-hhhh');
    fireEvent.click(screen.getByTestId('password-handed-over'));
    await waitFor(() => expect(document.body.textContent).not.toContain('eeee-ffff-gggg-hhhh'));
  });

  it('offers nobody to shut himself out', async () => {
    await open({ ...ACCOUNT, own: true, role: 'admin_bkd' });
    expect(await screen.findByTestId('edit-account')).toBeDefined();
    expect(screen.queryByTestId('deactivate')).toBeNull();
    expect(screen.queryByTestId('reset-password')).toBeNull();
  });
});

describe('OfficeAccountsDialog', () => {
  const STAND: OfficeAccounts = {
    opdName: 'Dinas Contoh',
    employees: 3,
    without: 3,
    unused: 0,
    taken: [],
    at: '2026-08-01T00:00:00.000Z',
  };
  const made = (n: number) => ({
    name: `Orang ${n}`,
    username: `19900101202001200${n}`,
    workUnit: null,
    password: `sandi-${n}`,
  });

  it('keeps what was made when the hub falls silent, goes on, and lets go of the list only knowingly', async () => {
    const answers = [{ made: [made(1), made(2)], remaining: 1 }, null, { made: [made(3)], remaining: 0 }];
    answer({
      'GET /api/opds': OPDS,
      [`GET /api/opds/${OPD}/accounts`]: STAND,
      [`POST /api/opds/${OPD}/accounts`]: () => {
        const next = answers.shift();
        if (next === null) throw new TypeError('Failed to fetch');
        return next;
      },
    });
    const onClose = vi.fn();
    await renderPage(<OfficeAccountsDialog onClose={onClose} />);
    await choose('office', 'Dinas Contoh');
    expect((await screen.findByTestId('office-stand')).textContent).toContain('3 belum punya akun');
    fireEvent.click(screen.getByTestId('make-accounts'));
    fireEvent.click(await screen.findByTestId('go-on'));
    const done = await screen.findByTestId('office-done');
    await waitFor(() => expect(done.textContent).toContain('3 kata sandi'));
    const list = screen.getByTestId('made-accounts');
    for (const n of [1, 2, 3]) expect(list.textContent).toContain(`sandi-${n}`);
    expect(list.textContent).toContain('19900101 202001 2 001');
    expect(screen.queryByTestId('close-run')).toBeNull();
    expect(screen.getByTestId('close-unsaved')).toBeDefined();
    const print = vi.spyOn(window, 'print').mockImplementation(() => {});
    fireEvent.click(screen.getByTestId('print-slips'));
    expect(print).toHaveBeenCalledOnce();
    expect(screen.getByTestId('slips').textContent).toContain('sandi-3');
    fireEvent.click(screen.getByTestId('close-run'));
    expect(onClose).toHaveBeenCalledOnce();
  });
});
