// Folder boundaries, by dependency-cruiser. An empty graph means that the tool saw nothing: that is a failure.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['shared', 'edge', 'hub', 'dashboard', 'provisioning', 'test'];
const run = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
);
if (run.status !== 0 && run.stdout === '') {
  console.error(run.stderr);
  process.exit(1);
}
const { summary, modules } = JSON.parse(run.stdout);
for (const violation of summary.violations) {
  const through = violation.via ?? violation.cycle;
  const way = through ? ` (${through.map((step) => step.name ?? step).join(' → ')})` : '';
  console.error(`${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}${way}`);
}
const own = modules.filter((module) => !module.source.includes('node_modules'));
const perFolder = folders.map((folder) => [
  folder,
  own.filter((module) => module.source.startsWith(`${folder}/`)).length,
]);
const unseen = perFolder.filter(([, count]) => count === 0).map(([folder]) => folder);
if (unseen.length > 0) console.error(`No module was seen in ${unseen.join(', ')}: the check looked at nothing there.`);
console.log(
  `boundaries: ${own.length} modules (${perFolder.map(([folder, count]) => `${folder} ${count}`).join(', ')}), ${summary.error} errors`,
);
process.exit(summary.error > 0 || unseen.length > 0 ? 1 : 0);
