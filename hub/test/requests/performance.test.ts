import type { StaffMonths, WorkReport } from '@hadir/shared/api/performance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRatings } from '../../src/performance/read-ratings.ts';
import { setRating } from '../../src/performance/set-rating.ts';
import type { Caller } from '../api/support/start-test-api.ts';
import { type Office, openOffice, PDF } from './support/open-office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

const report = (day: string, more: object = {}) => ({
  span: 'day',
  day,
  text: 'Menyusun laporan bulanan',
  quantity: 2.5,
  unit: 'dokumen',
  minutes: 240,
  files: [],
  ...more,
});
const reportsOf = async (by: Caller, employee: string) => {
  const answer = await by.get(`/api/work-reports?month=2026-07&employee=${employee}`);
  return answer.statusCode === 200 ? (answer.json().reports as WorkReport[]) : answer.statusCode;
};
const decide = (by: Caller, reports: string[], verdict: string, note?: string) =>
  by.post('/api/work-reports/decide', { reports, verdict, ...(note === undefined ? {} : { note }) });

describe('what somebody reports of his work', () => {
  it('is found right or given back by the superior, and changed only before that', async () => {
    const { staff, superior, colleague } = office;
    const file = (await office.upload(staff.caller, 'bukti.pdf', PDF)).json();
    const { id } = (await staff.caller.post('/api/work-reports', report('2026-07-14', { files: [file.id] }))).json();
    expect(await reportsOf(superior.caller, staff.id)).toMatchObject([
      { id, state: 'submitted', quantity: 2.5, minutes: 240, mayDecide: true, files: [{ name: 'bukti.pdf' }] },
    ]);
    expect(await reportsOf(colleague.caller, staff.id)).toBe(403);
    expect((await colleague.caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(404);
    expect((await decide(colleague.caller, [id], 'validate')).json().outcomes[0].done).toBe(false);
    expect((await decide(staff.caller, [id], 'validate')).json().outcomes[0].done).toBe(false);
    expect((await decide(superior.caller, [id], 'return')).json().outcomes[0].problem).toContain('diperbaiki');
    await decide(superior.caller, [id], 'return', 'Tambahkan jumlahnya');
    expect(await reportsOf(staff.caller, staff.id)).toMatchObject([{ state: 'returned', note: 'Tambahkan jumlahnya' }]);
    const changed = await office.put(
      staff.caller,
      `/api/work-reports/${id}`,
      report('2026-07-14', { quantity: 3, files: [file.id] }),
    );
    expect(changed.statusCode).toBe(200);
    expect((await decide(superior.caller, [id], 'validate')).json().outcomes).toEqual([
      { request: id, done: true, problem: null },
    ]);
    expect(await reportsOf(staff.caller, staff.id)).toMatchObject([
      { state: 'validated', quantity: 3, decidedBy: 'Atasan Uji', mayEdit: false, mayDecide: false },
    ]);
    expect((await office.put(staff.caller, `/api/work-reports/${id}`, report('2026-07-14'))).statusCode).toBe(409);
    expect((await staff.caller.delete(`/api/work-reports/${id}`)).statusCode).toBe(409);
  });

  it('is one a month where it is of the month, also when it is sent twice at once, and of no day to come', async () => {
    const { caller } = office.colleague;
    const monthly = report('2026-06-20', { span: 'month' });
    const answers = await Promise.all([
      caller.post('/api/work-reports', monthly),
      caller.post('/api/work-reports', monthly),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    const other = (await caller.post('/api/work-reports', report('2026-05-03', { span: 'month' }))).json().id;
    expect((await office.put(caller, `/api/work-reports/${other}`, monthly)).json().code).toBe('month-reported');
    const daily = (await caller.post('/api/work-reports', report('2026-05-04'))).json().id;
    await office.put(caller, `/api/work-reports/${daily}`, report('2026-05-05', { span: 'month' }));
    const [kept] = (await caller.get('/api/work-reports?month=2026-05')).json().reports as WorkReport[];
    expect(kept).toMatchObject({ id: daily, span: 'day', day: '2026-05-05' });
    expect((await caller.post('/api/work-reports', report('2026-07-20'))).json().code).toBe('day-to-come');
    expect((await office.bkd.post('/api/work-reports', report('2026-07-14'))).statusCode).toBe(403);
  });
});

describe('the rating of a month', () => {
  const rate = (by: Caller, employee: string, more: object = {}) =>
    office.put(by, '/api/ratings', { employee, month: '2026-06', code: 'baik', ...more });

  it('is given by the superior, or by BKD with a reason, and by nobody to himself', async () => {
    const { staff, superior, colleague, bkd } = office;
    expect((await rate(staff.caller, staff.id)).statusCode).toBe(403);
    expect((await rate(colleague.caller, staff.id)).statusCode).toBe(403);
    expect((await rate(superior.caller, staff.id, { code: 'hebat' })).json().code).toBe('rating-unknown');
    expect((await rate(superior.caller, staff.id, { month: '2026-08' })).json().code).toBe('month-to-come');
    expect((await rate(superior.caller, staff.id)).statusCode).toBe(204);
    expect((await rate(bkd, colleague.id)).json().code).toBe('note-missing');
    expect((await rate(bkd, colleague.id, { code: 'cukup', note: 'Atasan kosong' })).statusCode).toBe(204);
    const { db } = office.api.database;
    const read = await readRatings(db, [staff.id, colleague.id, superior.id], '2026-06');
    expect([read.get(staff.id)?.code, read.get(colleague.id)?.code, read.size]).toEqual(['baik', 'cukup', 2]);
    const months: StaffMonths = (await superior.caller.get('/api/staff-months?month=2026-06')).json();
    expect(months.ratings.map(({ code }) => code)).toEqual(['baik', 'cukup', 'kurang', 'sangat_kurang']);
    expect(months.staff.find(({ employee }) => employee.id === staff.id)?.rating).toMatchObject({
      code: 'baik',
      by: 'Atasan Uji',
    });
    const all = await bkd.get(`/api/staff-months?month=2026-06&opd=${office.opd}`);
    expect(all.json().staff).toHaveLength(3);
    expect((await superior.caller.get(`/api/staff-months?month=2026-06&opd=${office.opd}`)).statusCode).toBe(403);
    const input = { employee: staff.id, month: '2026-06', code: 'baik' };
    const again = await db.transaction((tx) => setRating(tx, input, { by: null, source: 'import' }));
    expect(again).toBe('unchanged');
  });

  it('and reports change no more once the month is frozen', async () => {
    const { staff, superior, colleague, opd } = office;
    const { sql } = office.api.database;
    const open = (await colleague.caller.post('/api/work-reports', report('2026-06-29'))).json().id;
    const [officer] = await sql<{ id: string }[]>`SELECT id FROM users WHERE role = 'admin_bkd'`;
    await sql`INSERT INTO frozen_sheets (opd, month, frozen_by, frozen_at, digest, people, total, accepted, policies)
      VALUES (${opd}, '2026-06', ${officer?.id ?? ''}, now(), '', 0, 0, '[]', '[]')`;
    expect((await rate(superior.caller, staff.id, { code: 'cukup' })).json().code).toBe('month-frozen');
    const late = await colleague.caller.post('/api/work-reports', report('2026-06-30'));
    expect(late.json()).toMatchObject({ status: 409, code: 'month-frozen' });
    const moved = await office.put(colleague.caller, `/api/work-reports/${open}`, report('2026-07-01'));
    expect(moved.json().code).toBe('month-frozen');
    expect((await colleague.caller.delete(`/api/work-reports/${open}`)).json().code).toBe('month-frozen');
    const preview = await staff.caller.post('/api/requests/preview', {
      subject: { kind: 'absence', code: 'izin', part: 'day', address: '', order: null },
      from: '2026-06-30',
      to: '2026-07-01',
      reason: 'Urusan keluarga',
      files: [],
    });
    expect(preview.json().frozenMonths).toEqual(['2026-06']);
  });
});
