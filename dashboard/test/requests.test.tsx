// @vitest-environment jsdom
import type { AttendanceRequest, RequestOption, RequestPreview } from '@hadir/shared/api/requests';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../src/api/create-query-client.ts';
import { ApprovalsPage } from '../src/requests/ApprovalsPage.tsx';
import { NewDutyLetter } from '../src/requests/NewDutyLetter.tsx';
import { NewRequestPage } from '../src/requests/NewRequestPage.tsx';
import { RequestPage } from '../src/requests/RequestPage.tsx';
import { emptyDraft, fromRequest, optionOf, toRequest } from '../src/requests/request-draft.ts';
import { StaffPage } from '../src/staff/StaffPage.tsx';
import { renderPage } from './render-page.tsx';

const ID = '00000000-0000-4000-8000-000000000001';
const PERSON = '00000000-0000-4000-8000-000000000002';
const OPTION: RequestOption = {
  kind: 'absence',
  code: 'cuti_tahunan',
  name: 'Cuti tahunan',
  status: 'leave',
  partDay: false,
  evidence: 'none',
  strictOverDays: null,
  medical: false,
  needsOrder: false,
  witness: 'none',
  legalBasis: 'PP 11/2017',
  note: '',
  earliest: null,
};
const OBJECTION: RequestOption = { ...OPTION, kind: 'objection', code: null, name: 'Keberatan', status: null };
const PREVIEW: RequestPreview = {
  halves: 24,
  calendarDays: 16,
  leftHalves: 8,
  evidence: 'none',
  medical: false,
  deciders: [{ name: 'Atasan Contoh', capacity: 'superior', account: true }],
  superiorSuffices: false,
  frozenMonths: [],
  legalBasis: 'PP 11/2017',
  note: '',
  deadline: null,
  problems: [],
};
const REQUEST: AttendanceRequest = {
  id: ID,
  employee: { id: PERSON, name: 'Pegawai Contoh', nip: '1', opd: 'o', opdName: 'Dinas Contoh', position: null },
  subject: { kind: 'absence', code: 'cuti_sakit', part: 'day', address: '', order: null },
  title: 'Cuti sakit',
  from: '2026-08-03',
  to: '2026-08-05',
  halves: 6,
  reason: 'Rawat inap',
  withheld: false,
  medical: true,
  state: 'submitted',
  letter: null,
  witness: null,
  createdAt: '2026-08-01T00:00:00.000Z',
  submittedAt: '2026-08-01T00:00:00.000Z',
  waitingDays: 4,
  late: true,
  steps: [
    { number: 1, state: 'draft', at: '2026-08-01T00:00:00.000Z', by: 'Pegawai Contoh', capacity: 'self', note: null },
  ],
  files: [],
  deciders: PREVIEW.deciders,
  mayDecide: true,
  superiorSuffices: false,
  mayWitness: false,
  mayOverride: false,
  mayVerify: false,
  mayEdit: false,
  mayWithdraw: false,
  mayRevoke: false,
};

/** Answers by method and path. @returns what was sent: method, path and body. */
function answer(answers: Record<string, unknown>) {
  const sent: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (request.method !== 'GET') sent.push({ call, body: await request.json() });
    if (call in answers) return Response.json(answers[call]);
    return Response.json(
      { type: 'urn:x', title: 'x', status: 404, code: 'not-found', detail: 'Tidak ada.' },
      { status: 404, headers: { 'content-type': 'application/problem+json' } },
    );
  });
  return sent;
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('asking for something', () => {
  const person = { id: PERSON, name: 'Pegawai Contoh', nip: '1', position: null, opdName: 'Dinas Contoh' };
  const open = async (jenis: string, preview: RequestPreview) => {
    const sent = answer({
      'GET /api/request-options': { options: [OPTION, OBJECTION] },
      'GET /api/colleagues': { colleagues: [person] },
      'POST /api/requests/preview': preview,
      'POST /api/requests': { ...REQUEST, state: 'submitted' },
    });
    await renderPage(<NewRequestPage />, { address: `/permohonan/baru?jenis=${jenis}&hari=2026-08-03` });
    fireEvent.click(await screen.findByTestId('for-employee'));
    fireEvent.click(await screen.findByText('Pegawai Contoh'));
    await screen.findByTestId('request-form');
    return sent;
  };

  it('shows the days, what is left and who decides before anything is handed in', async () => {
    const sent = await open('cuti_tahunan', PREVIEW);
    expect((await screen.findByTestId('effect')).textContent).toBe('12 hari kerja, sisa 4 hari');
    expect(screen.getByTestId('preview').textContent).toContain('Atasan Contoh (atasan langsung)');
    fireEvent.change(screen.getByTestId('reason'), { target: { value: 'Acara keluarga' } });
    fireEvent.click(screen.getByTestId('submit-request'));
    await waitFor(() => expect(sent.find(({ call }) => call === 'POST /api/requests')).toBeDefined());
    expect(sent.find(({ call }) => call === 'POST /api/requests')?.body).toEqual({
      employee: PERSON,
      subject: { kind: 'absence', code: 'cuti_tahunan', part: 'day', address: '', order: null },
      from: '2026-08-03',
      to: '2026-08-03',
      reason: 'Acara keluarga',
      files: [],
      submit: true,
    });
  });

  it('names every obstacle, but only once something was filled in', async () => {
    const problem = { field: 'from', code: 'overlapping', message: 'Bertindih dengan Izin 2026-08-03.' };
    await open('cuti_tahunan', { ...PREVIEW, problems: [problem] });
    await screen.findByTestId('effect');
    expect(screen.queryByTestId('problems')).toBeNull();
    fireEvent.change(screen.getByTestId('reason'), { target: { value: 'x' } });
    expect((await screen.findByTestId('problems')).textContent).toContain('Bertindih dengan Izin');
  });

  it('begins an objection with the day that the address names', async () => {
    await open('keberatan', PREVIEW);
    expect((screen.getByTestId('from') as HTMLInputElement).value).toBe('2026-08-03');
    expect(screen.getByTestId('remedy')).toBeDefined();
  });
});

describe('the form of a request', () => {
  it('comes back from a draft as it was sent', () => {
    const draft = {
      ...emptyDraft('2026-08-03'),
      kind: 'objection' as const,
      remedy: 'seen' as const,
      arrival: '07:25',
    };
    const sent = toRequest({ ...draft, reason: 'Antre' }, OBJECTION);
    if (sent === null) throw new Error('The form is whole.');
    const kept = fromRequest({ ...REQUEST, ...sent, employee: REQUEST.employee, files: [] });
    expect(toRequest(kept, OBJECTION)).toEqual({ ...sent, employee: PERSON });
  });

  it('is not sent without the witness that it needs', () => {
    const manual = { ...OBJECTION, kind: 'manual' };
    expect(toRequest({ ...emptyDraft('2026-08-03'), kind: 'manual' }, manual)).toBeNull();
    expect(toRequest({ ...emptyDraft('2026-08-03'), kind: 'manual', witness: PERSON }, manual)).not.toBeNull();
  });

  it('knows the kinds by the words of addresses', () => {
    expect(optionOf([OPTION, OBJECTION], 'keberatan')).toBe(OBJECTION);
    expect(optionOf([OPTION, OBJECTION], 'cuti_tahunan')).toBe(OPTION);
    expect(optionOf([OPTION, OBJECTION], 'entah')).toBeNull();
  });
});

describe('a draft that is gone on with', () => {
  const draft: AttendanceRequest = {
    ...REQUEST,
    subject: { kind: 'forgotten', arrival: '07:25', departure: null, departureNextDay: false, witness: PERSON },
    witness: { id: PERSON, name: 'Saksi Contoh', account: true, word: null, note: null, at: null },
    title: 'Lupa presensi',
    state: 'draft',
    to: REQUEST.from,
    mayEdit: true,
    mayWithdraw: true,
    mayDecide: false,
  };
  const option: RequestOption = { ...OBJECTION, kind: 'forgotten', name: 'Lupa presensi', witness: 'optional' };
  const open = async (kept: AttendanceRequest) => {
    const sent = answer({
      'GET /api/request-options': { options: [OPTION, option] },
      'GET /api/colleagues': { colleagues: [] },
      'POST /api/requests/preview': PREVIEW,
      [`GET /api/requests/${ID}`]: kept,
      [`PUT /api/requests/${ID}`]: { ...kept, state: 'submitted', mayEdit: false },
      [`POST /api/requests/${ID}/withdraw`]: { ...kept, state: 'cancelled', mayEdit: false },
    });
    const address = `/permohonan/${ID}/ubah`;
    await renderPage(<NewRequestPage />, { path: '/permohonan/:request/ubah', address });
    return sent;
  };

  it('shows what was filled in, the name of the witness too, and is handed in as it stands', async () => {
    const sent = await open(draft);
    expect(((await screen.findByTestId('witness')) as HTMLInputElement).value).toBe('Saksi Contoh');
    expect((screen.getByTestId('reason') as HTMLTextAreaElement).value).toBe('Rawat inap');
    fireEvent.click(screen.getByTestId('submit-request'));
    await waitFor(() => expect(sent.some(({ call }) => call.startsWith('PUT'))).toBe(true));
    expect(sent.find(({ call }) => call.startsWith('PUT'))?.body).toMatchObject({
      subject: draft.subject,
      employee: PERSON,
      submit: true,
    });
  });

  it('shows what the hub holds and never what this browser kept from before', async () => {
    const before = { ...draft, reason: 'Alasan lama' };
    const queries = createQueryClient();
    queries.setQueryData(['requests', 'one', ID], before);
    answer({
      'GET /api/request-options': { options: [OPTION, option] },
      'GET /api/colleagues': { colleagues: [] },
      'POST /api/requests/preview': PREVIEW,
      [`GET /api/requests/${ID}`]: draft,
    });
    const page = (
      <QueryClientProvider client={queries}>
        <NewRequestPage />
      </QueryClientProvider>
    );
    await renderPage(page, { path: '/permohonan/:request/ubah', address: `/permohonan/${ID}/ubah` });
    expect(((await screen.findByTestId('reason')) as HTMLTextAreaElement).value).toBe('Rawat inap');
  });

  it('can be thrown away, after saying what that means', async () => {
    const sent = await open(draft);
    fireEvent.click(await screen.findByTestId('end-request'));
    await screen.findByText(/tidak akan diajukan/);
    expect(sent.filter(({ call }) => call.endsWith('withdraw'))).toEqual([]);
    fireEvent.click(screen.getByTestId('confirm-end'));
    await waitFor(() => expect(sent.some(({ call }) => call.endsWith('withdraw'))).toBe(true));
  });

  it('is not shown as a form once it was handed in, nor where there is none', async () => {
    await open({ ...draft, state: 'submitted', mayEdit: false });
    await waitFor(() => expect(screen.queryByTestId('request-form')).toBeNull());
    cleanup();
    answer({ 'GET /api/request-options': { options: [OPTION, option] } });
    await renderPage(<NewRequestPage />, {
      path: '/permohonan/:request/ubah',
      address: `/permohonan/${PERSON}/ubah`,
    });
    await screen.findByText('Tidak ada.');
    expect(screen.queryByTestId('kind-cuti_tahunan')).toBeNull();
  });
});

describe('a decision', () => {
  const open = (request: AttendanceRequest) => {
    const sent = answer({
      [`GET /api/requests/${ID}`]: request,
      [`GET /api/requests/${ID}/days`]: { zone: 'Asia/Jakarta', days: [], away: [] },
      [`POST /api/requests/${ID}/decide`]: { ...request, state: 'refused' },
      [`POST /api/requests/${ID}/witness`]: request,
    });
    return renderPage(<RequestPage />, { path: '/permohonan/:request', address: `/permohonan/${ID}` }).then(() => sent);
  };

  it('is a refusal only with its reason, and says which decision is meant', async () => {
    const sent = await open(REQUEST);
    fireEvent.click(await screen.findByTestId('refuse'));
    await screen.findByText('Tuliskan alasan penolakan, sedikitnya 3 huruf.');
    expect(sent).toEqual([]);
    fireEvent.change(screen.getByTestId('decision-note'), { target: { value: 'Rapat kerja' } });
    fireEvent.click(screen.getByTestId('refuse'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ stage: 'superior', verdict: 'refuse', note: 'Rapat kerja' });
  });

  it('about what the witness denies is an approval only with a reason', async () => {
    const witness = {
      id: ID,
      name: 'Saksi Contoh',
      account: true,
      word: 'denied',
      note: 'Tidak di kantor',
      at: null,
    } as const;
    const subject = { kind: 'forgotten', arrival: '07:25', departure: null, departureNextDay: false } as const;
    const sent = await open({ ...REQUEST, subject: { ...subject, witness: ID }, witness });
    expect((await screen.findByTestId('witness')).textContent).toBe('Saksi ContohSaksi menyangkalTidak di kantor');
    fireEvent.click(screen.getByTestId('approve'));
    await screen.findByText(/tuliskan mengapa tetap disetujui/);
    expect(sent).toEqual([]);
  });

  it('is helped by the witness, who is asked, and says why where he denies it', async () => {
    const witness = { id: PERSON, name: 'Saksi Contoh', account: true, word: null, note: null, at: null };
    const subject = { kind: 'forgotten', arrival: '07:25', departure: null, departureNextDay: false } as const;
    const request = {
      ...REQUEST,
      subject: { ...subject, witness: PERSON },
      witness,
      mayDecide: false,
      mayWitness: true,
    };
    const sent = await open(request);
    expect((await screen.findByTestId('witness-question')).textContent).toContain('datang 07.25');
    fireEvent.click(screen.getByTestId('witness-denied'));
    await screen.findByText('Tuliskan apa yang Anda ketahui, sedikitnya 3 huruf.');
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByTestId('witness-confirmed'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({ call: `POST /api/requests/${ID}/witness`, body: { word: 'confirmed' } });
  });

  it('is offered to nobody who may not decide, and what is medical is not shown to him', async () => {
    await open({ ...REQUEST, mayDecide: false, withheld: true, reason: '' });
    expect((await screen.findByTestId('reason-shown')).textContent).toContain('Bersifat medis');
    expect(screen.queryByTestId('approve')).toBeNull();
    expect(screen.queryByTestId('end-request')).toBeNull();
  });

  it('about several is confirmed first, and names those that could not be decided', async () => {
    const second = { ...REQUEST, id: PERSON, state: 'endorsed' as const, mayDecide: false, mayVerify: true };
    const outcomes = [
      { request: ID, done: true, problem: null },
      { request: PERSON, done: false, problem: 'Permohonan ini sudah ditolak.' },
    ];
    const sent = answer({
      'GET /api/requests': { requests: [{ ...second, id: ID }, second], total: 2 },
      'POST /api/requests/decide': { outcomes },
    });
    await renderPage(<ApprovalsPage />);
    fireEvent.click(await screen.findByTestId('select-all'));
    fireEvent.click(await screen.findByTestId('bulk-approve'));
    expect(sent).toEqual([]);
    fireEvent.click(await screen.findByTestId('bulk-confirm'));
    const outcome = await screen.findByTestId('bulk-outcome');
    expect(outcome.textContent).toContain('1 dari 2 permohonan');
    expect(outcome.textContent).toContain('Permohonan ini sudah ditolak.');
    expect(sent[0]?.body).toEqual({ requests: [ID, PERSON], stage: 'verification', verdict: 'approve' });
  });
});

describe('a Surat Tugas for many', () => {
  const colleague = (id: string, name: string) => ({ id, name, nip: id, position: null, opdName: 'Dinas Contoh' });

  it('takes its people from a pasted list, names unknown numbers, and is entered only after it was looked at', async () => {
    const people = [colleague(ID, 'Pegawai Satu'), colleague(PERSON, 'Pegawai Dua')];
    const leftOut = [{ employee: PERSON, name: 'Pegawai Dua', problem: 'Bertindih dengan Cuti tahunan.' }];
    const sent = answer({
      'GET /api/leave-kinds': { kinds: [{ code: 'dinas_luar', name: 'Dinas luar', needsOrder: true }] },
      'GET /api/opds': { opds: [] },
      'GET /api/colleagues': { colleagues: [] },
      'POST /api/duty-letters/people': { people, unknown: ['199001012015011999'] },
      'POST /api/duty-letters/preview': { able: [{ employee: ID, name: 'Pegawai Satu', halves: 2 }], leftOut },
      'POST /api/duty-letters': { letter: {}, leftOut },
    });
    const saved = vi.fn();
    await renderPage(<NewDutyLetter onSaved={saved} onClose={() => {}} />);
    const nips = '1\tPegawai Satu\t19800101 201003 1 001\n2\tPegawai Dua\t198001012010031002\n199001012015011999';
    fireEvent.change(screen.getByTestId('paste-nips'), { target: { value: nips } });
    fireEvent.click(screen.getByTestId('add-nips'));
    expect((await screen.findByTestId('many-outcome')).textContent).toContain(
      '1 NIP tidak dikenal: 199001012015011999',
    );
    expect(screen.getByTestId('letter-count').textContent).toBe('2 pegawai');
    for (const field of ['number', 'basis', 'purpose', 'place', 'signatory'])
      fireEvent.change(screen.getByTestId(`order-${field}`), { target: { value: 'Contoh' } });
    fireEvent.change(screen.getByTestId('letter-part'), { target: { value: 'morning' } });
    fireEvent.click(screen.getByTestId('check-letter'));
    const preview = await screen.findByTestId('letter-preview');
    expect(preview.textContent).toContain('Pegawai Dua: Bertindih dengan Cuti tahunan.');
    expect(screen.queryByTestId('save-letter')).toBeNull();
    fireEvent.click(screen.getByLabelText('Lewati mereka dan catat untuk yang lain'));
    fireEvent.click(await screen.findByTestId('save-letter'));
    await waitFor(() => expect(saved).toHaveBeenCalledWith({}, 1));
    expect(sent.map(({ call }) => call)).toEqual([
      'POST /api/duty-letters/people',
      'POST /api/duty-letters/preview',
      'POST /api/duty-letters',
    ]);
    expect(sent.at(-1)?.body).toMatchObject({
      code: 'dinas_luar',
      part: 'morning',
      employees: [ID, PERSON],
      skipProblems: true,
    });
  });
});

describe('the attendance of one’s staff', () => {
  it('is shown day by day, with the way to each one’s day', async () => {
    const employee = { id: PERSON, name: 'Pegawai Contoh', nip: '1', position: null, opdName: 'Dinas Contoh' };
    const seen = { arrival: '2026-07-15T00:40:00Z', departure: null, lateMinutes: 10, earlyMinutes: 0 };
    answer({
      'GET /api/staff-days': {
        day: '2026-07-15',
        staff: [{ employee, zone: 'Asia/Jakarta', status: 'late', ...seen }],
      },
    });
    await renderPage(<StaffPage />, { role: 'employee' });
    const list = await screen.findByTestId('staff-days');
    await waitFor(() => expect(list.textContent).toContain('07.40'));
    expect(screen.getByText('Pegawai Contoh').getAttribute('href')).toBe(`/pegawai/${PERSON}/hari/2026-07-15`);
    expect(screen.getByTestId('staff-counts').textContent).toContain('1');
  });
});
