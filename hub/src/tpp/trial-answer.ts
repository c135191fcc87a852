import type { TrialAnswer } from '@hadir/shared/api/tpp-trials';
import type { OpenReason, TppResult } from '../rules/tpp/tpp-result.ts';

type Change = TrialAnswer['changes'][number];
type Office = TrialAnswer['opds'][number];

/** Whole rupiah; each is the lower edge of a bar. */
const EDGES = [
  -1_000_000, -500_000, -200_000, -100_000, -50_000, -10_000, 0, 1, 10_000, 50_000, 100_000, 200_000, 500_000,
  1_000_000,
];
const MOST_CHANGES = 1_000;

type Figure = Pick<TppResult, 'total' | 'open'>;
interface Person extends Omit<Change, 'before' | 'after' | 'difference'> {
  readonly opd: string;
}

/** What leaves a month without a sound figure, other than days that are not complete. */
const WITHOUT_FIGURE: ReadonlySet<OpenReason> = new Set(['no_base', 'no_rating', 'no_policy', 'no_rate']);

/** Sums differences up while they come, in a memory that does not grow with the people. */
export class TrialSum {
  readonly #offices = new Map<string, Office>();
  readonly #bars: number[] = EDGES.map(() => 0);
  #largest: Change[] = [];
  #people = 0;
  #changed = 0;
  #before = 0;
  #after = 0;
  #below = 0;
  #unsoundBefore = 0;
  #unsoundAfter = 0;
  readonly #why = new Map<OpenReason, number>();

  add({ opd, ...person }: Person, inForce: Figure, drafted: Figure): void {
    const { opdName } = person;
    const [before, after] = [inForce.total, drafted.total];
    const difference = after - before;
    if (unsound(inForce) !== undefined) this.#unsoundBefore += 1;
    const why = unsound(drafted);
    if (why !== undefined) {
      this.#unsoundAfter += 1;
      this.#why.set(why, (this.#why.get(why) ?? 0) + 1);
    }
    this.#people += 1;
    this.#before += before;
    this.#after += after;
    const office = this.#offices.get(opd) ?? { opd, opdName, people: 0, more: 0, less: 0, difference: 0 };
    office.people += 1;
    office.difference += difference;
    if (difference > 0) office.more += 1;
    if (difference < 0) office.less += 1;
    this.#offices.set(opd, office);
    const bar = EDGES.findLastIndex((edge) => edge <= difference);
    if (bar < 0) this.#below += 1;
    else this.#bars[bar] = (this.#bars[bar] ?? 0) + 1;
    if (difference === 0) return;
    this.#changed += 1;
    this.#largest.push({ ...person, before, after, difference });
    if (this.#largest.length >= 4 * MOST_CHANGES) this.#shorten();
  }

  answer(): Omit<TrialAnswer, 'gaps'> {
    this.#shorten();
    const bars = this.#bars.map((count, index) => ({
      from: EDGES[index] ?? null,
      to: EDGES[index + 1] ?? null,
      count,
    }));
    return {
      people: this.#people,
      changed: this.#changed,
      before: this.#before,
      after: this.#after,
      withoutFigure: {
        before: this.#unsoundBefore,
        after: this.#unsoundAfter,
        why: [...this.#why].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count),
      },
      opds: [...this.#offices.values()].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
      histogram: [{ from: null, to: EDGES[0] ?? null, count: this.#below }, ...bars],
      changes: this.#largest,
    };
  }

  #shorten(): void {
    this.#largest.sort(
      (a, b) =>
        Math.abs(b.difference) - Math.abs(a.difference) || (`${a.nip} ${a.month}` < `${b.nip} ${b.month}` ? -1 : 1),
    );
    this.#largest = this.#largest.slice(0, MOST_CHANGES);
  }
}

function unsound({ open }: Figure): OpenReason | undefined {
  return open.find(({ why }) => WITHOUT_FIGURE.has(why))?.why;
}
