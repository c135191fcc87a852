// @vitest-environment jsdom
import type { Policies, Policy, PolicySummary } from '@hadir/shared/api/policies';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { PoliciesPage } from './PoliciesPage.tsx';
import { PolicyPage } from './PolicyPage.tsx';

const summary = (changes: Partial<PolicySummary>): PolicySummary => ({
  id: 'berlaku',
  kind: 'tpp',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  legalBasis: 'Perbup Contoh 1/2026',
  note: '',
  scope: null,
  state: 'active',
  inForce: true,
  shipped: false,
  created: { at: '2026-01-01T00:00:00.000Z', by: null },
  proposed: null,
  activated: { at: '2026-01-01T00:00:00.000Z', by: 'Petugas Contoh' },
  withdrawn: null,
  withdrawnReason: null,
  withdrawalAsked: null,
  unchecked: false,
  ...changes,
});
const secondPerson = { required: true, chosen: null, officers: 2, asked: null };
const draft: Policy = {
  ...summary({ id: 'draf', state: 'draft', inForce: false, activated: null }),
  document: { rounding: 'down', attendanceShare: '40' },
  before: {
    id: 'berlaku',
    effectiveFrom: '2026-01-01',
    legalBasis: 'Perbup Lama',
    document: { rounding: 'down', attendanceShare: '30' },
  },
  problems: [],
  gaps: [],
  secondPerson,
  mayActivate: false,
  mayWithdraw: true,
  changedAt: '2026-01-01T00:00:00.000Z',
};

const sent: { method: string; body: unknown }[] = [];

function serve(answers: Record<string, object>): void {
  sent.length = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const path = new URL(request.url).pathname;
    if (request.method !== 'GET') sent.push({ method: request.method, body: await request.json() });
    const body = answers[path];
    return new Response(JSON.stringify(body ?? {}), { headers: { 'content-type': 'application/json' } });
  });
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page of policies', () => {
  const policies: Policies = {
    today: '2026-07-01',
    secondPerson,
    policies: [
      summary({ shipped: true }),
      summary({ id: 'usul', kind: 'leave', state: 'proposed', inForce: false, legalBasis: 'Perbup Usulan' }),
    ],
  };

  it('shows what is in force, what waits, and that shipped figures have to be checked', async () => {
    serve({ '/api/policies': policies, '/api/region-policies': { regions: [] } });
    await renderPage(<PoliciesPage />, { role: 'admin_bkd' });
    const kind = within(await screen.findByTestId('kind-tpp'));
    expect(kind.getByRole('link', { name: 'Perbup Contoh 1/2026' })).toBeDefined();
    expect(kind.getByTestId('change-tpp')).toBeDefined();
    expect(within(screen.getByTestId('policies-waiting')).getByText('Perbup Usulan')).toBeDefined();
    expect(screen.getByText(/1 kebijakan bawaan/)).toBeDefined();
  });

  it('begins the calendar of another year with its decree, and opens the one that is there', async () => {
    const calendar = summary({ id: 'k26', kind: 'calendar', scope: 'national 2026' });
    serve({ '/api/policies': { ...policies, policies: [calendar] }, '/api/region-policies': { regions: [] } });
    await renderPage(<PoliciesPage />, { role: 'admin_bkd' });
    fireEvent.click(await screen.findByTestId('new-calendar'));
    const year = await screen.findByTestId('new-calendar-year');
    expect((year as HTMLInputElement).value).toBe('2027');
    fireEvent.change(screen.getByTestId('new-calendar-decree'), { target: { value: 'SKB Contoh 1/2026' } });
    fireEvent.click(screen.getByTestId('make-calendar'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      kind: 'calendar',
      effectiveFrom: '2027-01-01',
      legalBasis: 'SKB Contoh 1/2026',
      document: { year: 2027, scope: 'national', days: [], ramadan: [] },
    });
    fireEvent.change(year, { target: { value: '2026' } });
    const there = within(await screen.findByTestId('calendar-exists'));
    expect(there.getByRole('link').getAttribute('href')).toBe('/kebijakan/k26');
  });

  it('says that next year has no calendar once its decree may be out', async () => {
    const answer = {
      ...policies,
      today: '2026-11-02',
      policies: [summary({ kind: 'calendar', scope: 'national 2026' })],
    };
    serve({ '/api/policies': answer, '/api/region-policies': { regions: [] } });
    await renderPage(<PoliciesPage />, { role: 'admin_bkd' });
    expect((await screen.findByTestId('missing-calendar')).textContent).toContain('2027');
  });

  it('lets a leader read and change nothing', async () => {
    serve({ '/api/policies': policies });
    await renderPage(<PoliciesPage />, { role: 'leader' });
    await screen.findByTestId('kind-tpp');
    expect(screen.queryByTestId('change-tpp')).toBeNull();
    expect(screen.queryByTestId('second-person')).toBeNull();
  });
});

describe('the page of one policy', () => {
  it('compares a draft with what is in force, and proposes nothing that is not saved', async () => {
    serve({ '/api/policies/draf': draft });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    const rows = within(await screen.findByTestId('policy-compare')).getAllByRole('row');
    expect(rows).toHaveLength(2);
    expect(rows[1]?.textContent).toBe('Bagian kehadiran (%)3040');
    expect((screen.getByTestId('propose') as HTMLButtonElement).disabled).toBe(false);
    fireEvent.change(screen.getByTestId('legal-basis'), { target: { value: 'Perbup Baru' } });
    expect((screen.getByTestId('propose') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByTestId('save-policy'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      method: 'PUT',
      body: { kind: 'tpp', legalBasis: 'Perbup Baru', seen: draft.changedAt },
    });
    await waitFor(() => expect((screen.getByTestId('propose') as HTMLButtonElement).disabled).toBe(false));
  });

  it('tells whoever proposed that another officer has to put it into force', async () => {
    serve({ '/api/policies/draf': { ...draft, state: 'proposed' } });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    expect(await screen.findByText(/Mintalah petugas BKD lain/)).toBeDefined();
    expect(screen.queryByTestId('activate')).toBeNull();
  });

  it('shows which numbers nobody has compared with the regulation', async () => {
    const document = { rates: { TL1: { percent: '0.5', clause: 'Belum ditetapkan: isi nomor Perkada daerah' } } };
    serve({ '/api/policies/draf': { ...draft, document } });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    expect((await screen.findByTestId('unchecked')).textContent).toBe('Tarif potongan › TL1 › Dasar');
  });

  it('fills in what is not set, takes a comma for a point, and puts the hub’s word beside the field', async () => {
    const document = { backDating: null, percent: '0.5', steps: [] };
    const problem = { title: 'x', status: 422, code: 'invalid-policy', detail: 'Perbaiki', type: 'x' };
    serve({ '/api/policies/draf': { ...draft, document } });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    fireEvent.change(await screen.findByLabelText(/^Persen/), { target: { value: '1,25' } });
    fireEvent.click(screen.getByRole('button', { name: 'Isi' }));
    fireEvent.click(screen.getByTestId('add-steps'));
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      sent.push({ method: (input as Request).method, body: await (input as Request).json() });
      const fields = [{ field: 'document.percent', message: 'Paling besar 1.' }];
      return new Response(JSON.stringify({ ...problem, fields }), {
        status: 422,
        headers: { 'content-type': 'application/problem+json' },
      });
    });
    fireEvent.click(screen.getByTestId('save-policy'));
    await waitFor(() => expect(screen.getAllByText(/Paling besar 1\./)).toHaveLength(2));
    expect(sent.at(-1)?.body).toMatchObject({
      document: { backDating: { count: 3, unit: 'working_days' }, percent: '1.25', steps: [{ grade: 'light' }] },
    });
  });

  it('asks a second officer to agree before an edition leaves force', async () => {
    const asked = { at: '2026-07-01T00:00:00.000Z', by: 'Petugas Satu', reason: 'Keliru' };
    const active: Policy = { ...draft, state: 'active', inForce: true, withdrawalAsked: asked };
    serve({ '/api/policies/draf': active });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    expect((await screen.findByTestId('withdrawal-asked')).textContent).toContain('Petugas Satu');
    expect(screen.getByTestId('withdraw').textContent).toBe('Setujui penarikan');
    expect(screen.getByTestId('keep').textContent).toBe('Biarkan berlaku');
  });

  it('keeps lists within groups lists while one of their entries is changed', async () => {
    const step = { code: 'teguran_lisan', name: 'Teguran lisan', fromDays: 3 };
    const document = { PNS: { steps: [step], inARow: null, note: '' } };
    serve({ '/api/policies/draf': { ...draft, kind: 'discipline', document } });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    fireEvent.change(await screen.findByLabelText(/^Nama/), { target: { value: 'Teguran' } });
    fireEvent.click(screen.getByTestId('save-policy'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ document: { PNS: { steps: [{ ...step, name: 'Teguran' }], note: '' } } });
    expect(JSON.stringify(sent[0]?.body)).toContain('"steps":[{');
  });
});
