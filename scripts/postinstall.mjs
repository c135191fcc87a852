// Fetches what the project needs and git does not keep. Plain JavaScript, because it runs before anything else can.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(new URL('../shared/src/assets/main.ts', import.meta.url));

const { status, error } = spawnSync(process.execPath, ['--import', 'tsx', script], { cwd: root, stdio: 'inherit' });
if (error) console.error(`The files that the project needs could not be fetched: ${error.message}`);
process.exitCode = status ?? 1;
