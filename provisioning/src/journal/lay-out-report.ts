import { ENGLISH } from './english-words.ts';
import { INDONESIAN } from './indonesian-words.ts';
import { BAD, type BindingReport, type Finding, type JournalReport, RULES } from './journal-report.ts';
import type { Language, ReportWords } from './report-words.ts';

/** A report in words, before it becomes text or a page. */
export interface ReportLayout {
  readonly words: ReportWords;
  readonly verdict: string;
  readonly facts: readonly (readonly [string, string])[];
  /** Null where the key came from another source than the file. */
  readonly keyNote: string | null;
  readonly checks: readonly { readonly check: string; readonly result: string; readonly mark: '✓' | '!' | '✗' }[];
  /** Cells as in `words.bindingHead`. */
  readonly bindings: readonly { readonly cells: readonly string[]; readonly notes: readonly string[] }[];
  readonly firstBad: { readonly place: string; readonly detail: string; readonly meaning: string } | null;
  /** Cells as in `words.findingHead`; not more than `MOST_FINDINGS`. */
  readonly findings: readonly (readonly string[])[];
  readonly unshown: number;
}

/** A file of garbage must not become a report of a million lines. */
const MOST_FINDINGS = 200;

export function layOutReport(report: JournalReport, language: Language): ReportLayout {
  const words = language === 'en' ? ENGLISH : INDONESIAN;
  const { firstBad } = report;
  return {
    words,
    verdict: report.whole ? words.whole : report.bindings.length === 0 ? words.empty : words.notWhole,
    facts: [
      [words.facts.file, report.file],
      [words.facts.sha256, report.fileSha256],
      [words.facts.unit, report.unit ?? words.unknownDoor],
      [words.facts.key, report.kid],
      ...(report.exportedAt === null ? [] : [[words.facts.exported, report.exportedAt] as const]),
      [words.facts.checked, report.checkedAt],
      [words.facts.entries, `${report.signed} / ${report.lines}`],
    ],
    keyNote: report.keyFrom === 'file' ? words.keyFromFile : null,
    checks: RULES.map((rule) => {
      const count = report.findings.filter((finding) => finding.rule === rule).length;
      return {
        check: words.rules[rule].check,
        result: count === 0 ? words.inOrder : words.found(count),
        mark: count === 0 ? '✓' : BAD.has(rule) ? '✗' : '!',
      };
    }),
    bindings: report.bindings.map((binding) => layOutBinding(binding, words)),
    firstBad:
      firstBad === null
        ? null
        : {
            place: `${words.line} ${firstBad.line}${firstBad.binding === null ? '' : `, ${words.binding} ${place(firstBad)}`}`,
            detail: firstBad.detail,
            meaning: words.rules[firstBad.rule].meaning,
          },
    findings: report.findings
      .slice(0, MOST_FINDINGS)
      .map((finding) => [String(finding.line), place(finding), finding.rule, finding.detail]),
    unshown: Math.max(0, report.findings.length - MOST_FINDINGS),
  };
}

function layOutBinding(binding: BindingReport, words: ReportWords): ReportLayout['bindings'][number] {
  const { number, door, doorName, first, last, punches, from, to, completeThrough, ended, follows } = binding;
  const notes = [ended ? words.ended : words.open];
  if (follows !== null) notes.push(words.followsOther(follows.unit, follows.binding, follows.seq, follows.hash));
  return {
    cells: [
      String(number),
      doorName ?? door ?? words.unknownDoor,
      `${first}–${last}`,
      String(punches),
      `${from} – ${to}`,
      completeThrough ?? words.noCheckpoint,
    ],
    notes,
  };
}

function place({ binding, seq, through }: Finding): string {
  if (binding === null) return '–';
  if (seq === null) return String(binding);
  return `${binding}/${seq}${through === undefined || through === seq ? '' : `–${through}`}`;
}
