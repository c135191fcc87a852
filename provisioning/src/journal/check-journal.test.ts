import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOOR, JournalMaker, OTHER_DOOR } from '../../test/support/make-journal.ts';
import { checkJournal } from './check-journal.ts';

const check = (maker: JournalMaker, lines: readonly string[] = maker.lines) =>
  checkJournal(lines, maker.key.publicKey, maker.unit);
const rules = async (maker: JournalMaker, lines?: readonly string[]) =>
  (await check(maker, lines)).findings.map(({ rule, binding, seq }) => [rule, binding, seq]);
const without = (lines: readonly string[], ...indices: number[]) =>
  lines.filter((_, index) => !indices.includes(index));

describe('a whole journal', () => {
  it('is whole through several bindings, and says how far each is complete', async () => {
    const maker = new JournalMaker().bind().punch(5).checkpoint().leave().bind(OTHER_DOOR).punch(2, OTHER_DOOR);
    const verdict = await check(maker);
    expect(verdict).toMatchObject({ whole: true, findings: [], firstBad: null, signed: 12, lines: 12 });
    expect(verdict.bindings).toMatchObject([
      { number: 1, door: DOOR, first: 1, last: 9, punches: 5, ended: true },
      { number: 2, door: OTHER_DOOR, first: 1, last: 3, punches: 2, ended: false, completeThrough: null },
    ]);
  });

  it('is whole in whatever order its lines stand', async () => {
    const maker = new JournalMaker().bind().punch(4).leave().bind().punch(3);
    expect((await check(maker, [...maker.lines].reverse())).whole).toBe(true);
  });

  it('is whole when one binding of several was asked for, since nothing says what came before', async () => {
    const maker = new JournalMaker().bind().punch(2).leave();
    const second = maker.lines.length;
    maker.bind().punch(2);
    expect((await check(maker, maker.lines.slice(second))).whole).toBe(true);
  });

  it('tells of clock steps without calling it broken', async () => {
    const maker = new JournalMaker().bind().punch().setClock(-3_600).punch().turnClock(-60).punch();
    const verdict = await check(maker);
    expect(verdict.whole).toBe(true);
    expect(verdict.findings.map(({ rule, seq }) => [rule, seq])).toEqual([
      ['clock', 3],
      ['backwards', 5],
    ]);
  });

  it('tells of an entry that is there twice without calling it broken', async () => {
    const maker = new JournalMaker().bind().punch(2);
    expect(await rules(maker, [...maker.lines, maker.lines[1] as string])).toEqual([['repeated', 1, 2]]);
  });
});

describe('a journal that is not whole', () => {
  it('names the numbers that are missing', async () => {
    const maker = new JournalMaker().bind().punch(6);
    const verdict = await check(maker, without(maker.lines, 2, 3));
    expect(verdict).toMatchObject({ whole: false, firstBad: { rule: 'gap', binding: 1, seq: 3, through: 4, line: 3 } });
  });

  it('notices that the beginning or a whole binding is missing', async () => {
    const maker = new JournalMaker().bind().punch(3).leave().bind().punch(2).leave().bind().punch();
    const numbers = maker.lines.map((_, index) => index);
    expect(await rules(maker, maker.lines.slice(2))).toContainEqual(['gap', 1, 1]);
    const second = numbers.slice(6, 11);
    expect(await rules(maker, without(maker.lines, ...second))).toEqual([['gap', 2, null]]);
  });

  it('notices that the end of a binding is missing, because the next one commits to it', async () => {
    const maker = new JournalMaker().bind().punch(3).leave();
    const end = maker.lines.length - 1;
    maker.bind().punch();
    expect(await rules(maker, without(maker.lines, end))).toEqual([['chain', 2, 1]]);
  });

  it('refuses an entry whose payload was altered after signing, and what is missing without it', async () => {
    const maker = new JournalMaker().bind().punch(3);
    const [header, payload = '', signature] = (maker.lines[2] as string).split('.');
    const altered = Buffer.from(payload, 'base64url').toString().replace('"score":0.7', '"score":0.8');
    const lines = [...maker.lines];
    lines[2] = [header, Buffer.from(altered).toString('base64url'), signature].join('.');
    expect(await rules(maker, lines)).toEqual([
      ['signature', null, null],
      ['gap', 1, 3],
    ]);
  });

  it('refuses an entry under another key, of another unit, and a line that is none', async () => {
    const maker = new JournalMaker().bind();
    const stranger = new JournalMaker().bind();
    const namesake = new JournalMaker('unit-other000', maker.key).bind();
    const lines = [...maker.lines, ...stranger.lines, ...namesake.lines, 'not.a.jws', '{}'];
    expect((await rules(maker, lines)).map(([rule]) => rule)).toEqual(['format', 'unit', 'format', 'format']);
  });

  it('shows both entries where a copied key wrote a second history', async () => {
    const maker = new JournalMaker().bind().punch(2);
    const clone = maker.clone().punch(2);
    maker.punch(1);
    const verdict = await check(maker, [...maker.lines, ...clone.lines.slice(3)]);
    expect(verdict.firstBad).toMatchObject({ rule: 'fork', binding: 1, seq: 4, line: 5 });
    expect(verdict.firstBad?.detail).toContain('Line 4');
  });

  it('notices an entry that commits to another one than the one before it', async () => {
    const maker = new JournalMaker().bind().punch(2);
    const clone = maker.clone().punch(2);
    maker.punch(1);
    expect(await rules(maker, [...maker.lines, clone.lines[4] as string])).toEqual([['chain', 1, 5]]);
  });

  it('notices a punch for another door, an entry after the end, and a binding without its beginning', async () => {
    expect(await rules(new JournalMaker().bind(DOOR).punch(1, OTHER_DOOR))).toEqual([['door', 1, 2]]);
    expect(await rules(new JournalMaker().bind().leave().punch())).toEqual([['end', 1, 4]]);
    const headless = new JournalMaker().bind();
    headless.lines.length = 0;
    headless.add({ type: 'bound', door: DOOR });
    expect((await rules(headless)).map(([rule]) => rule)).toEqual(['gap', 'bound']);
  });

  it('notices that a binding follows another entry than the one in the file', async () => {
    const maker = new JournalMaker().bind().punch(2);
    const told = { ...maker.head, hash: 'A'.repeat(43) };
    maker.leave().bind(DOOR, told);
    expect(await rules(maker)).toEqual([['chain', 2, 1]]);
  });

  it('is what a file without a single entry is', async () => {
    expect(await check(new JournalMaker(), [])).toMatchObject({ whole: false, bindings: [] });
  });
});

it('never calls a journal whole from which anything but its end was taken or in which any byte was changed', async () => {
  const maker = new JournalMaker()
    .bind()
    .punch(6)
    .checkpoint()
    .leave()
    .bind(OTHER_DOOR)
    .punch(4, OTHER_DOOR)
    .checkpoint();
  const last = maker.lines.length - 1;
  await fc.assert(
    fc.asyncProperty(fc.nat(last - 1), fc.nat(1_000), fc.boolean(), async (index, place, remove) => {
      const lines = [...maker.lines];
      const line = lines[index] as string;
      // The last symbol of base64url may differ in bits that mean nothing; any other is part of what was signed.
      const at = place % (line.length - 1);
      const other = line[at] === 'A' ? 'B' : 'A';
      if (remove) lines.splice(index, 1);
      else lines[index] = `${line.slice(0, at)}${other}${line.slice(at + 1)}`;
      expect((await check(maker, lines)).whole).toBe(false);
    }),
    { numRuns: 200 },
  );
});
