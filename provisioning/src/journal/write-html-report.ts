import type { JournalReport } from './journal-report.ts';
import { layOutReport } from './lay-out-report.ts';
import type { Language } from './report-words.ts';

const STYLE = `
  body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #111; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin-top: 1.8em; border-bottom: 1px solid #999; }
  .verdict { border: 2px solid; padding: .8rem 1rem; font-weight: bold; }
  .whole { border-color: #1a6b2f; } .broken { border-color: #a11; }
  table { border-collapse: collapse; width: 100%; font-size: .85em; }
  th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
  .mark { white-space: nowrap; } .note { color: #444; }
  @media print { body { margin: 0; } tr { break-inside: avoid; } }`;

/** @returns a page that needs nothing from anywhere and prints on paper. */
export function writeHtmlReport(report: JournalReport, language: Language): string {
  const layout = layOutReport(report, language);
  const { words } = layout;
  const facts = layout.facts.map(
    ([name, value]) => `<tr><th scope="row">${plain(name)}</th><td>${plain(value)}</td></tr>`,
  );
  const checks = layout.checks.map(
    ({ check, result, mark }) =>
      `<tr><td class="mark">${mark}</td><td>${plain(check)}</td><td>${plain(result)}</td></tr>`,
  );
  const bindings = layout.bindings.map(
    ({ cells, notes }) =>
      `${row(cells)}<tr><td></td><td class="note" colspan="5">${notes.map(plain).join('<br>')}</td></tr>`,
  );
  const parts = [
    `<h1>${plain(words.title)}</h1>`,
    `<p class="verdict ${report.whole ? 'whole' : 'broken'}">${plain(layout.verdict)}</p>`,
    `<table>${facts.join('')}</table>`,
    layout.keyNote === null ? '' : `<p class="note">${plain(layout.keyNote)}</p>`,
    layout.firstBad === null
      ? ''
      : section(
          words.firstBad,
          `<p><strong>${plain(layout.firstBad.place)}</strong>: ${plain(layout.firstBad.meaning)}</p><p class="note">${plain(layout.firstBad.detail)}</p>`,
        ),
    section(words.checks, `<table>${checks.join('')}</table>`),
    bindings.length === 0
      ? ''
      : section(words.bindings, `<table>${head(words.bindingHead)}${bindings.join('')}</table>`),
    layout.findings.length === 0
      ? ''
      : section(words.findings, `<table>${head(words.findingHead)}${layout.findings.map(row).join('')}</table>`),
    layout.unshown === 0 ? '' : `<p>${plain(words.more(layout.unshown))}</p>`,
    section(words.method, words.methodText.map((text) => `<p>${plain(text)}</p>`).join('')),
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(words.title)}</title><style>${STYLE}
</style></head>
<body>
${parts.filter(Boolean).join('\n')}
</body>
</html>
`;
}

function section(title: string, body: string): string {
  return `<h2>${plain(title)}</h2>${body}`;
}

function head(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<th scope="col">${plain(cell)}</th>`).join('')}</tr>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${plain(cell)}</td>`).join('')}</tr>`;
}

function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
