import type { MonthRun, SheetSummary } from '@hadir/shared/api/tpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOffice, type Office } from '../support/make-office.ts';
import { until } from '../support/until.ts';
import { MONTH, officeDays, startTppDesk, type TppDesk } from './tpp-desk.ts';

let desk: TppDesk;
beforeAll(async () => {
  desk = await startTppDesk();
});
afterAll(() => desk.hub.stop());

const sql = () => desk.hub.database.sql;
const order = (body: object, month = MONTH) => desk.hub.admin.post(`/api/tpp/months/${month}/runs`, body);
const ended = (id: string) =>
  until('the end of the run', async () => {
    const run: MonthRun = (await desk.hub.admin.get(`/api/tpp/runs/${id}`)).json();
    return run.state === 'done' ? run : null;
  });
const summaries = async (): Promise<Map<string, SheetSummary>> => {
  const { sheets } = (await desk.hub.admin.get(`/api/tpp/sheets?until=${MONTH}`)).json();
  return new Map(
    sheets.filter(({ month }: SheetSummary) => month === MONTH).map((sheet: SheetSummary) => [sheet.opd, sheet]),
  );
};
const asListed = (listed: Map<string, SheetSummary>, offices: readonly Office[]) =>
  offices.map(({ opd }) => ({ opd, digest: listed.get(opd)?.digest ?? '' }));

async function officesWithStaff(...names: string[]): Promise<{ office: Office; employee: string }[]> {
  const made: { office: Office; employee: string }[] = [];
  for (const name of names) {
    const office = await makeOffice(sql(), name);
    made.push({ office, employee: await desk.hire(office, 1) });
  }
  return made;
}

describe('the sheets of many offices', () => {
  it('are worked out and frozen in the background, but for one that changed since it was looked at', async () => {
    const made = await officesWithStaff('OPD A', 'OPD B', 'OPD C');
    const offices = made.map(({ office }) => office);
    const [a, b, c] = offices;
    const { id } = (await order({ kind: 'work_out' })).json();
    expect(await ended(id)).toMatchObject({ kind: 'work_out', refused: [] });
    const listed = await summaries();
    expect(listed.get(a?.opd ?? '')).toMatchObject({ people: 1, total: 4_940_000, incomplete: 0, mayFreeze: true });
    if (b && made[1]) await desk.seeLate(b, made[1].employee, officeDays[0] ?? '');
    const freeze = (await order({ kind: 'freeze', sheets: asListed(listed, offices) })).json();
    const run = await ended(freeze.id);
    expect(run).toMatchObject({
      done: 3,
      of: 3,
      refused: [{ opd: b?.opd, problem: expect.stringContaining('berubah') }],
    });
    const after = await summaries();
    expect([a, b, c].map((each) => after.get(each?.opd ?? '')?.state)).toEqual(['frozen', 'open', 'frozen']);
    // The line of the one that changed says already what it comes to now, so that it can be looked at and frozen.
    expect(after.get(b?.opd ?? '')).toMatchObject({ total: 5_000_000, mayFreeze: true });
    const again = (await order({ kind: 'freeze', sheets: asListed(after, b ? [b] : []) })).json();
    expect((await ended(again.id)).refused).toEqual([]);
    expect((await order({ kind: 'work_out' })).json().code).toBe('nothing-open');
  });

  it('go on after a hub that died: what it froze counts, what it had not begun follows', async () => {
    const made = await officesWithStaff('OPD Mati 1', 'OPD Mati 2');
    const offices = made.map(({ office }) => office);
    for (const { opd } of offices) await desk.sheet(opd);
    const sheets = asListed(await summaries(), offices);
    // Died between the freeze of the first office and the note that it is done.
    const [before] = sheets;
    if (before) expect((await desk.freeze(before.opd, before.digest)).statusCode).toBe(200);
    const [run] = await sql()<{ id: string }[]>`
      INSERT INTO tpp_runs (kind, month, ordered_by, ordered_at, state, alive_at)
      SELECT 'freeze', ${MONTH}, id, now(), 'running', now() - interval '3 minutes' FROM users WHERE username <> 'bkd.dua'
      RETURNING id`;
    for (const { opd, digest } of sheets)
      await sql()`INSERT INTO tpp_run_sheets (run, opd, digest) VALUES (${run?.id ?? ''}, ${opd}, ${digest})`;
    // Any order wakes the work.
    await order({ kind: 'work_out' }, '2026-06');
    expect(await ended(run?.id ?? '')).toMatchObject({ done: 2, refused: [] });
    const after = await summaries();
    expect(offices.map(({ opd }) => after.get(opd)?.state)).toEqual(['frozen', 'frozen']);
  });

  it('are one officer’s work at a time, can be called off, and are nobody’s but BKD’s', async () => {
    const [made] = await officesWithStaff('OPD Batal');
    const { opd = '' } = made?.office ?? {};
    const sheets = [{ opd, digest: 'a'.repeat(64) }];
    await sql()`
      INSERT INTO tpp_runs (kind, month, ordered_by, ordered_at, state, alive_at)
      SELECT 'freeze', ${MONTH}, id, now(), 'running', now() FROM users WHERE username <> 'bkd.dua'`;
    expect((await order({ kind: 'freeze', sheets })).json().code).toBe('run-under-way');
    const { run } = (await desk.hub.admin.get(`/api/tpp/months/${MONTH}/runs/last`)).json();
    const cancel = () => desk.hub.admin.post(`/api/tpp/runs/${run.id}/cancel`, {});
    expect((await cancel()).json().state).toBe('cancelled');
    expect((await cancel()).json().code).toBe('run-over');
    const refused = (await order({ kind: 'freeze', sheets: [...sheets, ...sheets] })).json();
    expect(refused.code).toBe('opd-twice');
    const leader = await desk.hub.as({ username: 'pimpinan.run', name: 'Pimpinan', role: 'leader' });
    expect((await leader.post(`/api/tpp/months/${MONTH}/runs`, { kind: 'work_out' })).statusCode).toBe(403);
  });
});
