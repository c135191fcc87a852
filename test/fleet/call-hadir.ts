import { join } from 'node:path';
import type { RunningHub } from './start-hub.ts';
import { projectRoot, type RunningProcess, startProcess } from './start-process.ts';
import { until } from './until.ts';

export interface HadirCall {
  readonly code: number | 'signal';
  /** Standard output. */
  readonly printed: string;
  /** Standard error. */
  readonly told: string;
}

/** Runs one command of `hadir` as an operator does: in a process of its own, with the hub and the password in its surroundings. */
export async function callHadir(
  hub: Pick<RunningHub, 'https' | 'caFingerprint'>,
  password: string,
  args: readonly string[],
  { logFile, patienceMs = 60_000 }: { logFile: string; patienceMs?: number },
): Promise<HadirCall> {
  const running = startProcess({
    name: `hadir ${args.slice(0, 2).join(' ')}`,
    script: join(projectRoot, 'provisioning/src/main.ts'),
    args,
    env: { HADIR_HUB: hub.https, HADIR_CA_FINGERPRINT: hub.caFingerprint, HADIR_PASSWORD: password },
    logFile,
  });
  // Exit code 0 is a finding, too.
  const { code } = await until(`${running.name} to end`, () => endOf(running), patienceMs);
  return { code, printed: running.output('stdout'), told: running.output('stderr') };
}

function endOf(running: RunningProcess): { code: number | 'signal' } | null {
  const code = running.finished();
  return code === null ? null : { code };
}
