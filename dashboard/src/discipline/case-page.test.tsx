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
    longestRun: 1,
    payStopsFrom: null,
    openDays: [],
  },
  openedOn: null,
  mergedInto: null,
  about: null,
  superior: null,
  decision: null,
  steps: [],
  events: [],
  letters: [],
  mergeInto: [],
  ladder: [],
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
    answer({ 'GET /api/discipline/cases': { cases: [late, line], evaluatedAt: null } });
    await renderPage(<CasesPage />);
    expect((await screen.findByTestId('cases-overdue')).children).toHaveLength(1);
    expect(screen.getByTestId('cases-proposals').children).toHaveLength(1);
    expect(screen.queryByTestId('cases-finished')).toBeNull();
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

  it('offer nothing to whom it is not for, link each day to its evidence, and tell what fell away', async () => {
    answer({ [`GET ${path}`]: detail({ groundlessSince: '2026-08-05' }) });
    await open();
    expect((await screen.findByTestId('case')).textContent).toContain('tidak lagi cukup');
    expect(screen.queryByTestId('do-accept')).toBeNull();
    expect(screen.getByText('3 Jul').getAttribute('href')).toBe(`/pegawai/${line.employee}/hari/2026-07-03`);
  });
});
