import { checkBinding } from './check-binding.ts';
import type { BindingReport, Finding } from './journal-report.ts';
import type { ProvedEntry } from './proved-entry.ts';

interface Chain {
  readonly bindings: BindingReport[];
  readonly findings: Finding[];
}

/**
 * What proved entries say together. Their order in the file does not matter, their numbers do.
 * @param kid the key's thumbprint, which a unit's very first entry commits to
 */
export function checkChain(proved: readonly ProvedEntry[], kid: string): Chain {
  const findings: Finding[] = [];
  const bindings: BindingReport[] = [];
  let before: { number: number; hash: string } = { number: 0, hash: kid };
  for (const [number, entries] of groupByBinding(proved)) {
    const follows = number === before.number + 1;
    if (!follows && before.number > 0) findings.push(missingBindings(before.number, number, entries[0] as ProvedEntry));
    const checked = checkBinding(number, entries, follows ? before.hash : null);
    findings.push(...checked.findings);
    bindings.push(checked.report);
    before = { number, hash: checked.report.lastHash };
  }
  findings.push(...checkPredecessors(proved));
  return { bindings, findings };
}

/** @returns the bindings in order, the entries of each by number and, under one number, by line. */
function groupByBinding(proved: readonly ProvedEntry[]): Map<number, ProvedEntry[]> {
  const sorted = [...proved].sort(
    (one, other) => one.entry.binding - other.entry.binding || one.entry.seq - other.entry.seq || one.line - other.line,
  );
  const groups = new Map<number, ProvedEntry[]>();
  for (const one of sorted) {
    const group = groups.get(one.entry.binding);
    if (group === undefined) groups.set(one.entry.binding, [one]);
    else group.push(one);
  }
  return groups;
}

function missingBindings(last: number, next: number, { line }: ProvedEntry): Finding {
  const detail = `Nothing is here of the bindings between ${last} and ${next}.`;
  return { rule: 'gap', line, binding: last + 1, seq: null, detail };
}

/** A `bound` entry names how far the hub held the binding before; where that was this unit's own, both must agree. */
function checkPredecessors(proved: readonly ProvedEntry[]): Finding[] {
  const findings: Finding[] = [];
  for (const { entry, line } of proved) {
    if (entry.type !== 'bound' || !entry.follows || entry.follows.unit !== entry.unit) continue;
    const { binding, seq, hash } = entry.follows;
    const same = proved.filter((one) => one.entry.binding === binding && one.entry.seq === seq);
    if (same.length === 0 || same.some((one) => one.hash === hash)) continue;
    const detail = `It says that it follows entry ${seq} of binding ${binding}, but that entry is another one here.`;
    findings.push({ rule: 'chain', line, binding: entry.binding, seq: entry.seq, detail });
  }
  return findings;
}
