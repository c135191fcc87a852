import { parentPort } from 'node:worker_threads';
import { findLookAlikes } from '@hadir/shared/face/find-look-alikes';
import type { EmployeeId } from '@hadir/shared/ids';
import type { FoundPair } from './store-pairs.ts';

export interface ScanTask {
  /** Whose each template is. */
  readonly employees: readonly string[];
  /** One after the other. */
  readonly templates: Float32Array<ArrayBuffer>;
  readonly threshold: number;
}

parentPort?.once('message', ({ employees, templates, threshold }: ScanTask) => {
  const dimension = templates.length / Math.max(1, employees.length);
  const enrolled = employees.map((employee, i) => ({
    employee: employee as EmployeeId,
    template: templates.subarray(i * dimension, (i + 1) * dimension),
  }));
  const pairs = findLookAlikes(enrolled, threshold).map(
    ({ employees: [one, other], score }): FoundPair => ({ people: [one, other], score }),
  );
  parentPort?.postMessage(pairs);
});
