import { checkClock } from './check-clock.ts';
import type { BindingReport, Finding, Rule } from './journal-report.ts';
import type { ProvedEntry } from './proved-entry.ts';

/**
 * Numbers, hashes, beginning, end and door of one binding.
 * @param entries at least one, by number and, under one number, by line
 * @param before the hash that the first entry has to commit to; null where it is not known
 */
export function checkBinding(
  number: number,
  entries: readonly ProvedEntry[],
  before: string | null,
): { report: BindingReport; findings: Finding[] } {
  const findings: Finding[] = [];
  const find = (rule: Rule, { line, entry }: ProvedEntry, detail: string) =>
    findings.push({ rule, line, binding: number, seq: entry.seq, detail });
  const chain: ProvedEntry[] = [];
  let prev = before;
  let wanted = 1;
  let end: number | null = null;
  for (const same of groupBySeq(entries)) {
    const one = chooseOne(same, prev, find);
    const { entry } = one;
    if (entry.seq > wanted) {
      const detail = `Entries ${wanted} to ${entry.seq - 1} are missing.`;
      findings.push({ rule: 'gap', line: one.line, binding: number, seq: wanted, through: entry.seq - 1, detail });
      prev = null;
    }
    if (prev !== null && entry.prev !== prev) find('chain', one, 'It commits to another entry than the one before it.');
    if ((entry.seq === 1) !== (entry.type === 'bound'))
      find('bound', one, entry.seq === 1 ? `It is a ${entry.type} entry.` : 'A second bound entry in one binding.');
    if (end !== null) find('end', one, `The binding ended with entry ${end}.`);
    if (entry.type === 'command' && entry.outcome === 'done' && (entry.order === 'bind' || entry.order === 'unbind'))
      end = entry.seq;
    chain.push(one);
    prev = one.hash;
    wanted = entry.seq + 1;
  }
  checkDoors(chain, find);
  findings.push(...checkClock(chain));
  return { report: describe(number, chain, end !== null), findings };
}

function groupBySeq(entries: readonly ProvedEntry[]): ProvedEntry[][] {
  const groups: ProvedEntry[][] = [];
  for (const one of entries) {
    const last = groups.at(-1);
    if (last?.[0]?.entry.seq === one.entry.seq) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Of several entries under one number the one that continues the chain, and a finding for every other. */
function chooseOne(
  same: readonly ProvedEntry[],
  prev: string | null,
  find: (rule: Rule, at: ProvedEntry, detail: string) => void,
): ProvedEntry {
  const chosen = same.find((one) => one.entry.prev === prev) ?? (same[0] as ProvedEntry);
  for (const one of same) {
    if (one === chosen) continue;
    if (one.hash === chosen.hash) find('repeated', one, `It is on line ${chosen.line} too.`);
    else
      find('fork', one, `Line ${chosen.line} holds another entry under this number: ${chosen.hash} and ${one.hash}.`);
  }
  return chosen;
}

function checkDoors(chain: readonly ProvedEntry[], find: (rule: Rule, at: ProvedEntry, detail: string) => void): void {
  const [first] = chain;
  if (first?.entry.type !== 'bound') return;
  for (const one of chain)
    if (one.entry.type === 'punch' && one.entry.door !== first.entry.door)
      find('door', one, `It names door ${one.entry.door}; the binding is for ${first.entry.door}.`);
}

function describe(number: number, chain: readonly ProvedEntry[], ended: boolean): BindingReport {
  const first = chain[0] as ProvedEntry;
  const last = chain.at(-1) as ProvedEntry;
  let completeThrough: string | null = null;
  let punches = 0;
  for (const { entry } of chain) {
    if (entry.type === 'punch') punches++;
    if (entry.type === 'checkpoint') completeThrough = entry.through;
  }
  const bound = first.entry.type === 'bound' ? first.entry : null;
  return {
    number,
    door: bound?.door ?? null,
    doorName: null,
    first: first.entry.seq,
    last: last.entry.seq,
    entries: chain.length,
    punches,
    from: first.entry.at,
    to: last.entry.at,
    completeThrough,
    lastHash: last.hash,
    ended,
    follows: bound?.follows ?? null,
  };
}
