import type { PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { SheetSummary } from '@hadir/shared/api/tpp';
import type { MonthRun } from '@hadir/shared/api/tpp-runs';
import type { Trial } from '@hadir/shared/api/tpp-trials';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyEditions } from '../../src/database/tables/policies.ts';
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
const runEnded = (id: string) =>
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
    expect(await runEnded(id)).toMatchObject({ kind: 'work_out', refused: [] });
    const listed = await summaries();
    expect(listed.get(a?.opd ?? '')).toMatchObject({ people: 1, total: 4_940_000, incomplete: 0, mayFreeze: true });
    if (b && made[1]) await desk.seeLate(b, made[1].employee, officeDays[0] ?? '');
    const freeze = (await order({ kind: 'freeze', sheets: asListed(listed, offices) })).json();
    const run = await runEnded(freeze.id);
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
    expect((await runEnded(again.id)).refused).toEqual([]);
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
    expect(await runEnded(run?.id ?? '')).toMatchObject({ done: 2, refused: [] });
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

const draftOf = async (kind: PolicyKind, change: (document: Record<string, unknown>) => void): Promise<string> => {
  const { db } = desk.hub.database;
  const [row] = await db.select().from(policyEditions).where(eq(policyEditions.kind, kind)).limit(1);
  const document = structuredClone(row?.document) as Record<string, unknown>;
  change(document);
  const values = { kind, effectiveFrom: '2027-01-01', legalBasis: 'Rancangan Perkada', document };
  const [draft] = await db.insert(policyEditions).values(values).returning({ id: policyEditions.id });
  return draft?.id ?? '';
};
const ask = (edition: string, months: object, opd?: string) =>
  desk.hub.admin.post('/api/tpp/trials', { edition, ...months, ...(opd && { opd }) });
const read = async (id: string): Promise<Trial> => (await desk.hub.admin.get(`/api/tpp/trials/${id}`)).json();
const trialEnded = (id: string) =>
  until('the end of the trial', async () => {
    const trial = await read(id);
    return trial.state === 'done' || trial.state === 'cancelled' || trial.state === 'failed' ? trial : null;
  });

const tried = async (edition: string, opd: string): Promise<Trial> =>
  trialEnded((await ask(edition, { from: MONTH, to: MONTH }, opd)).json().id);

describe('a draft tried on past months', () => {
  it('says who would have got how much, for rates and for working time alike, and changes nothing', async () => {
    const office = await makeOffice(sql(), 'OPD Coba');
    await desk.hire(office, 0);
    const absent = await desk.hire(office, 2);
    const { digest } = await desk.sheet(office.opd);
    const rates = await draftOf('tpp', (document) => {
      (document.rates as Record<string, object>).TK = { percent: '5', clause: 'Rancangan' };
    });
    const trial = await tried(rates, office.opd);
    expect(trial).toMatchObject({
      state: 'done',
      answer: { people: 2, changed: 1, before: 9_880_000, after: 9_800_000 },
    });
    expect(trial.answer?.changes).toMatchObject([{ employee: absent, difference: -80_000 }]);
    // Everybody came at 07.15: with work from 07.00 all of them are late on each of their days.
    const earlier = await draftOf('schedules', (document) => {
      const text = JSON.stringify(document.schedules).replaceAll('07:30', '07:00');
      document.schedules = JSON.parse(text);
    });
    expect((await tried(earlier, office.opd)).answer).toMatchObject({ people: 2, changed: 2 });
    expect((await desk.sheet(office.opd)).digest).toBe(digest);
  });

  it('is refused for what has nothing to do with TPP, and for months that are not over', async () => {
    const [row] = await sql()<{ id: string }[]>`SELECT id FROM policy_editions WHERE kind = 'discipline' LIMIT 1`;
    const edition = row?.id ?? '';
    const ask = (from: string, to: string) => desk.hub.admin.post('/api/tpp/trials', { edition, from, to });
    expect((await ask(MONTH, MONTH)).json().code).toBe('not-about-tpp');
    const tpp = await draftOf('tpp', () => {});
    expect(
      (await desk.hub.admin.post('/api/tpp/trials', { edition: tpp, from: MONTH, to: '2026-08' })).json().code,
    ).toBe('month-not-over');
  });

  it('says what the draft leaves open, and for how many there is no figure by it', async () => {
    const { opd, ...place } = await makeOffice(sql(), 'OPD Rancangan');
    const [good, fair] = [await desk.hire({ opd, ...place }, 0), await place.hire()];
    await desk.rate(fair, 'cukup');
    const edition = await draftOf('tpp', ({ rates, ratings }) => {
      (rates as Record<string, unknown>).TL1 = undefined;
      (ratings as Record<string, unknown>).cukup = undefined;
    });
    const { id } = (await ask(edition, { from: MONTH, to: MONTH }, opd)).json();
    const { answer } = await trialEnded(id);
    expect(answer?.withoutFigure).toEqual({ before: 0, after: 1, why: [{ why: 'no_rating', count: 1 }] });
    expect(answer?.gaps).toEqual([expect.stringContaining('TL1')]);
    expect(answer?.changes.map(({ employee }) => employee)).toEqual([fair]);
    expect(good).not.toBe(fair);
  });

  it('is refused with the fields in which the draft is wrong', async () => {
    const edition = await draftOf('tpp', (document) => {
      document.attendanceShare = '50';
    });
    const refused = (await ask(edition, { from: MONTH, to: MONTH })).json();
    expect(refused).toMatchObject({ code: 'edition-unsound', fields: [{ field: 'document.attendanceShare' }] });
    expect(refused.detail).toContain('100 %');
    const sound = await draftOf('tpp', () => {});
    expect((await ask(sound, { from: '2025-01', to: MONTH })).json().code).toBe('too-many-months');
    expect((await ask(sound, { from: MONTH, to: '2026-06' })).json().code).toBe('end-before-start');
  });

  it('covers several months, waits for its turn, and is called off also while it waits', async () => {
    const { opd, ...place } = await makeOffice(sql(), 'OPD Beberapa Bulan');
    await desk.hire({ opd, ...place }, 3);
    const edition = await draftOf('tpp', ({ rates }) => {
      (rates as Record<string, object>).TK = { percent: '5', clause: 'Rancangan' };
    });
    const months = { from: '2026-05', to: MONTH };
    const [one, two, three] = await Promise.all([
      ask(edition, months, opd),
      ask(edition, months),
      ask(edition, months),
    ]);
    const cancel = () => desk.hub.admin.post(`/api/tpp/trials/${three.json().id}/cancel`, {});
    expect(['cancelled', 'done']).toContain((await cancel()).json().state);
    const { answer, months: asked, done } = await trialEnded(one.json().id);
    expect(asked).toEqual(['2026-05', '2026-06', MONTH]);
    expect([done, answer?.people]).toEqual([3, 3]);
    expect(answer?.changes.find(({ month }) => month === MONTH)?.difference).toBe(-3 * 40_000);
    expect((await trialEnded(two.json().id)).state).toBe('done');
    // Called off once more, it is still what it was.
    const before = await read(three.json().id);
    expect((await cancel()).json().state).toBe(before.state);
  });

  it('begins again where the hub that worked on it died', async () => {
    const [row] = await sql()<{ id: string }[]>`
      INSERT INTO tpp_trials (asked_by, asked_at, title, edition, months, state, done, total, alive_at)
      SELECT u.id, '2026-08-05T02:00:00Z', 'Rancangan', jsonb_build_object('kind', e.kind, 'effectiveFrom', e.effective_from,
        'effectiveTo', null, 'legalBasis', 'Rancangan', 'note', '', 'document', e.document), ${JSON.stringify([MONTH])}::text::jsonb,
        'running', 1, 900, now() - interval '3 minutes'
      FROM users u, policy_editions e WHERE u.username = 'bkd.dua' AND e.kind = 'tpp' AND e.state = 'active' LIMIT 1
      RETURNING id`;
    const sound = await draftOf('tpp', () => {});
    await ask(sound, { from: MONTH, to: MONTH });
    expect(await trialEnded(row?.id ?? '')).toMatchObject({ state: 'done', answer: { changed: 0, gaps: [] } });
  });
});
