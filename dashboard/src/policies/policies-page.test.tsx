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
  ...changes,
});
const secondPerson = { required: true, chosen: null, officers: 2 };
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
    expect(sent[0]).toMatchObject({ method: 'PUT', body: { kind: 'tpp', legalBasis: 'Perbup Baru' } });
    await waitFor(() => expect((screen.getByTestId('propose') as HTMLButtonElement).disabled).toBe(false));
  });

  it('tells whoever proposed that another officer has to put it into force', async () => {
    serve({ '/api/policies/draf': { ...draft, state: 'proposed' } });
    await renderPage(<PolicyPage />, { path: '/kebijakan/:policy', address: '/kebijakan/draf', role: 'admin_bkd' });
    expect(await screen.findByText(/Mintalah petugas BKD lain/)).toBeDefined();
    expect(screen.queryByTestId('activate')).toBeNull();
  });
});
