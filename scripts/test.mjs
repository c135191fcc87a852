// Runs every test and says plainly what could not run here. The last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hadir-test-'));
const report = join(folder, 'report.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);

let result;
try {
  result = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.log('The test runner ended without a report.\n0 passed, 1 failed');
  process.exit(1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const skipped = result.testResults.flatMap((file) =>
  file.assertionResults.filter(
    (test) => test.status === 'skipped' || test.status === 'pending' || test.status === 'todo',
  ),
);
if (skipped.length > 0) {
  console.log('\nNot run on this machine:');
  for (const test of skipped) console.log(`  - ${test.fullName}`);
}
// A file that cannot be loaded holds no tests to count, and is a failure all the same.
const brokenFiles = result.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
const counted = result.numFailedTests + brokenFiles.length;
// Errors outside any test (a worker that cannot start, an unhandled rejection) fail the run without a test to count.
const failed = status !== 0 && counted === 0 ? 1 : counted;
console.log(`\n${result.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(status === 0 && failed === 0 ? 0 : 1);
