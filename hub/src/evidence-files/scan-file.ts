import { spawn } from 'node:child_process';

export type ScanVerdict = 'clean' | 'infected' | 'not-configured';

/** The scanner did not answer as scanners do; nothing is known about the file. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code = 'scan-failed';
}

const WITHIN_MS = 60_000;

/**
 * Asks the configured virus scanner, which reads the file from its standard input and says by its exit code what it
 * found: 0 nothing, 1 something, as clamdscan and clamscan do. It is started without a shell, and nothing is written to
 * a disk.
 * @param command program and arguments (`clamdscan --no-summary -`); null where none is configured
 * @throws ScanError
 */
export function scanFile(command: readonly string[] | null, bytes: Uint8Array): Promise<ScanVerdict> {
  const [program, ...parameters] = command ?? [];
  if (program === undefined) return Promise.resolve('not-configured');
  return new Promise((resolve, reject) => {
    const scanner = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'ignore'], timeout: WITHIN_MS });
    scanner.on('error', (cause) => reject(new ScanError('The virus scanner could not be started.', { cause })));
    scanner.on('close', (exit, signal) => {
      if (exit === 0) resolve('clean');
      else if (exit === 1) resolve('infected');
      else reject(new ScanError(`The virus scanner ended with ${exit ?? signal}.`));
    });
    // A scanner that has seen enough closes its input; its exit code says what that means.
    scanner.stdin.on('error', () => {});
    scanner.stdin.end(bytes);
  });
}
