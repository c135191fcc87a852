import type { PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { Trial } from '@hadir/shared/api/tpp';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyEditions } from '../../src/database/tables/policies.ts';
import { makeOffice } from '../support/make-office.ts';
import { until } from '../support/until.ts';
import { MONTH, startTppDesk, type TppDesk } from './tpp-desk.ts';

let desk: TppDesk;
beforeAll(async () => {
  desk = await startTppDesk();
});
afterAll(() => desk.hub.stop());

const sql = () => desk.hub.database.sql;
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
const ended = (id: string) =>
  until('the end of the trial', async () => {
    const trial = await read(id);
    return trial.state === 'done' || trial.state === 'cancelled' || trial.state === 'failed' ? trial : null;
  });

describe('a draft tried on past months', () => {
  it('says what the draft leaves open, and for how many there is no figure by it', async () => {
    const { opd, ...place } = await makeOffice(sql(), 'OPD Rancangan');
    const [good, fair] = [await desk.hire({ opd, ...place }, 0), await place.hire()];
    await desk.rate(fair, 'cukup');
    const edition = await draftOf('tpp', ({ rates, ratings }) => {
      (rates as Record<string, unknown>).TL1 = undefined;
      (ratings as Record<string, unknown>).cukup = undefined;
    });
    const { id } = (await ask(edition, { from: MONTH, to: MONTH }, opd)).json();
    const { answer } = await ended(id);
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
    const { answer, months: asked, done } = await ended(one.json().id);
    expect(asked).toEqual(['2026-05', '2026-06', MONTH]);
    expect([done, answer?.people]).toEqual([3, 3]);
    expect(answer?.changes.find(({ month }) => month === MONTH)?.difference).toBe(-3 * 40_000);
    expect((await ended(two.json().id)).state).toBe('done');
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
    expect(await ended(row?.id ?? '')).toMatchObject({ state: 'done', answer: { changed: 0, gaps: [] } });
  });
});
