import type { Rule } from './journal-report.ts';

export type Language = 'id' | 'en';

interface RuleWords {
  /** What was checked. */
  readonly check: string;
  /** What it means when it is found. */
  readonly meaning: string;
}

export interface ReportWords {
  readonly title: string;
  readonly whole: string;
  readonly notWhole: string;
  readonly empty: string;
  readonly facts: Record<'file' | 'sha256' | 'unit' | 'key' | 'exported' | 'checked' | 'entries', string>;
  readonly keyFromFile: string;
  readonly checks: string;
  readonly inOrder: string;
  /** @param count of findings */
  readonly found: (count: number) => string;
  readonly bindings: string;
  readonly bindingHead: readonly [string, string, string, string, string, string];
  readonly binding: string;
  readonly noCheckpoint: string;
  readonly unknownDoor: string;
  readonly ended: string;
  readonly open: string;
  readonly followsOther: (unit: string, binding: number, seq: number, hash: string | null) => string;
  readonly firstBad: string;
  readonly findings: string;
  readonly findingHead: readonly [string, string, string, string];
  readonly line: string;
  readonly more: (count: number) => string;
  readonly method: string;
  readonly methodText: readonly string[];
  readonly rules: Record<Rule, RuleWords>;
}
