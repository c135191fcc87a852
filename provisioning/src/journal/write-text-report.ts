import { writeTable } from '../write-table.ts';
import type { JournalReport } from './journal-report.ts';
import { layOutReport } from './lay-out-report.ts';
import type { Language } from './report-words.ts';

export function writeTextReport(report: JournalReport, language: Language): string {
  const layout = layOutReport(report, language);
  const { words } = layout;
  const width = Math.max(...layout.facts.map(([name]) => name.length));
  const lines = [
    words.title,
    '',
    layout.verdict,
    '',
    ...layout.facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
  ];
  if (layout.keyNote !== null) lines.push('', layout.keyNote);
  if (layout.firstBad !== null) {
    const { place, detail, meaning } = layout.firstBad;
    lines.push('', `${words.firstBad}: ${place}`, `  ${detail}`, `  ${meaning}`);
  }
  lines.push(
    '',
    `${words.checks}:`,
    ...layout.checks.map(({ check, result, mark }) => `  ${mark} ${check}: ${result}`),
  );
  if (layout.bindings.length > 0) {
    lines.push(
      '',
      `${words.bindings}:`,
      writeTable(
        words.bindingHead,
        layout.bindings.map(({ cells }) => cells),
      ),
    );
    for (const { cells, notes } of layout.bindings)
      lines.push(...notes.map((note) => `  ${words.binding} ${cells[0]}: ${note}`));
  }
  if (layout.findings.length > 0) lines.push('', `${words.findings}:`, writeTable(words.findingHead, layout.findings));
  if (layout.unshown > 0) lines.push(words.more(layout.unshown));
  return lines.join('\n');
}
