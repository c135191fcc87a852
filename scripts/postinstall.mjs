// Fetches what the project needs and git does not keep, and builds the dashboard that the hub serves.
// Plain JavaScript, because it runs before anything else can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

run(
  'The files that the project needs could not be fetched',
  ['--import', 'tsx', join(root, 'shared/src/assets/main.ts')],
  root,
);

const vite = join(root, 'node_modules/vite/bin/vite.js');
if (existsSync(vite)) {
  run('The dashboard could not be built', [vite, 'build', '--logLevel', 'warn'], join(root, 'dashboard'));
  console.log('dashboard: built');
} else {
  console.log('dashboard: not built, because development packages were left out; the hub says so on its page');
}

function run(whatFailed, args, cwd) {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (status === 0) return;
  console.error(error ? `${whatFailed}: ${error.message}` : `${whatFailed}; the lines above say why.`);
  process.exit(status ?? 1);
}
