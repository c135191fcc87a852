// @vitest-environment jsdom
import type { CaseDetail, CaseLine } from '@hadir/shared/api/discipline';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { CasePage } from './CasePage.tsx';
import { CasesPage } from './CasesPage.tsx';

const ID = '00000000-0000-4000-8000-000000000009';
const line: CaseLine = {
  id: ID,
  kind: 'sanction',
  state: 'proposed',
  employee: '00000000-0000-4000-8000-000000000101',
  name: 'Pegawai Contoh',
  nip: '199001012020011001',
  employeeKind: 'PNS',
  position: null,
  opd: '00000000-0000-4000-8000-000000000001',
  opdName: 'OPD Contoh',
  year: 2026,
  proposed: { code: 'teguran_lisan', name: 'Teguran lisan', grade: 'light', clause: 'PP 94/2021 Pasal 9' },
  total: 3,
  groundlessSince: null,
  proposedOn: '2026-08-03',
  next: {
    what: 'decide-proposal',
    step: null,
    name: null,
    owner: 'competent_official',
    deadline: '2026-08-12',
    overdue: false,
  },
};
const nothing = {
  decideProposal: false,
  decide: false,
  deliver: false,
  revoke: false,
  clarify: false,
  act: false,
  report: false,
  writeLetters: false,
  close: false,
};
const detail = (changes: Partial<CaseDetail> = {}): CaseDetail => ({
  ...line,
  ground: {
    because: 'sum',
    clause: 'PP 94/2021 Pasal 9',
    days: ['2026-07-01', '2026-07-03', '2026-07-07'],
    fallen: [],
    longestRun: 1,
    payStopsFrom: null,
    openDays: [],
  },
  openedOn: null,
  mergedInto: null,
  about: null,
  superior: null,
  hasSuperiorCase: false,
  decision: null,
  steps: [],
  events: [],
  letters: [],
  mergeInto: [],
  ladder: [],
  signatories: [],
  may: nothing,
  ...changes,
});

function answer(answers: Record<string, unknown>): { call: string; body: unknown }[] {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (request.method !== 'GET') sent.push({ call, body: await request.json() });
    return Response.json(answers[call]);
  });
  return sent;
}

const open = () => renderPage(<CasePage />, { path: '/disiplin/:case', address: `/disiplin/${ID}` });
const path = `/api/discipline/cases/${ID}`;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('disciplinary cases', () => {
  it('stand with what is overdue first', async () => {
    const late: CaseLine = { ...line, id: 'x', next: line.next && { ...line.next, overdue: true } };
    const counts = { overdue: 1, proposals: 4, running: 0, warnings: 0, finished: 0 };
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      const { pathname, searchParams } = new URL((input as Request).url);
      if (pathname === '/api/opds') return Response.json({ opds: [] });
      asked.push(searchParams.get('part') ?? '');
      const overdue = searchParams.get('part') === 'overdue';
      return Response.json({ cases: [overdue ? late : line], total: overdue ? 1 : 4, counts, evaluatedAt: null });
    });
    await renderPage(<CasesPage />);
    expect((await screen.findByTestId('cases-overdue')).children).toHaveLength(1);
    expect(screen.getByTestId('part-proposals').textContent).toContain('4');
    fireEvent.click(screen.getByTestId('part-proposals'));
    const proposals = await screen.findByTestId('cases-proposals');
    await waitFor(() => expect(asked).toEqual(['overdue', 'proposals']));
    await waitFor(() => expect(proposals.parentElement?.textContent).toContain('1 dari 4 perkara'));
  });

  it('say that a proposal is no sanction, and ask for a reason before it is accepted', async () => {
    const answers: Record<string, unknown> = {
      [`GET ${path}`]: detail({ may: { ...nothing, decideProposal: true } }),
      [`POST ${path}/accept`]: detail({ state: 'open' }),
    };
    const sent = answer(answers);
    await open();
    fireEvent.click(await screen.findByTestId('do-accept'));
    expect((await screen.findByTestId('action-dialog')).textContent).toContain('Ini belum hukuman');
    expect(screen.getByTestId<HTMLButtonElement>('action-confirm').disabled).toBe(true);
    fireEvent.change(screen.getByTestId('action-note'), { target: { value: 'Sudah diperiksa bersama OPD.' } });
    answers[`GET ${path}`] = detail({ state: 'open' });
    fireEvent.click(screen.getByTestId('action-confirm'));
    await waitFor(() =>
      expect(sent).toEqual([{ call: `POST ${path}/accept`, body: { note: 'Sudah diperiksa bersama OPD.' } }]),
    );
    await waitFor(() => expect(screen.getByTestId('case').dataset.state).toBe('open'));
  });

  it('say which days are explained by now, and what the superior owes', async () => {
    const fallen = [{ day: '2026-07-03', status: 'leave' as const }];
    const ground = { ...detail().ground, fallen };
    const superior = { employee: 'x', name: 'Atasan Contoh', since: '2026-02-01' };
    answer({ [`GET ${path}`]: detail({ ground, superior, hasSuperiorCase: true }) });
    await open();
    expect((await screen.findByTestId('fallen-days')).textContent).toContain('3 Jul: Cuti');
    expect(screen.getByTestId('case').textContent).toContain('Atasan Contoh · sejak Minggu, 1 Februari 2026');
    expect(screen.getByTestId('case').textContent).toContain('Perkara atasan sudah diusulkan');
  });

  it('let the official name a sanction himself where no ladder is set', async () => {
    const next = { ...line.next, what: 'decide' as const, step: 'keputusan', name: 'Keputusan' };
    const at = detail({
      state: 'open',
      employeeKind: 'PPPK',
      proposed: null,
      next: next as CaseLine['next'],
      may: { ...nothing, decide: true },
    });
    const sent = answer({ [`GET ${path}`]: at, [`POST ${path}/decide`]: { ...at, state: 'decided' } });
    await open();
    fireEvent.click(await screen.findByTestId('do-decide'));
    const fill = (name: string, value: string) =>
      fireEvent.change(screen.getByTestId(`action-${name}`), { target: { value } });
    fill('number', '800/9/2026');
    fill('official', 'Bupati Contoh');
    fill('unlisted', 'Teguran tertulis');
    expect(screen.getByTestId<HTMLButtonElement>('action-confirm').disabled).toBe(true);
    fill('unlisted-clause', 'Perjanjian kerja Pasal 7');
    fireEvent.click(screen.getByTestId('action-confirm'));
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({
        sanction: null,
        number: '800/9/2026',
        unlisted: { name: 'Teguran tertulis', clause: 'Perjanjian kerja Pasal 7' },
      }),
    );
  });

  it('offer nothing to whom it is not for, link each day to its evidence, and tell what fell away', async () => {
    answer({ [`GET ${path}`]: detail({ groundlessSince: '2026-08-05' }) });
    await open();
    expect((await screen.findByTestId('case')).textContent).toContain('tidak lagi cukup');
    expect(screen.queryByTestId('do-accept')).toBeNull();
    expect(screen.getByText('3 Jul').getAttribute('href')).toBe(`/pegawai/${line.employee}/hari/2026-07-03`);
  });
});
