import type { ClaimCode } from '@hadir/shared/wire/enrolment';
import { destroyFile } from '../keys/destroy-file.ts';
import type { KeyFolder } from '../keys/key-folder.ts';
import { readFileClaim } from './read-claim.ts';

const NAME = 'claim.json';

/** A claim that the camera read is kept until it was used or refused: the code may not be there after a power cut. */
export function keepClaim(folder: KeyFolder, code: ClaimCode): void {
  folder.write(NAME, JSON.stringify(code));
}

/** @returns the claim that was kept, or null. */
export function keptClaim(folder: KeyFolder): ClaimCode | null {
  const text = folder.read(NAME);
  const finding = text === null ? null : readFileClaim(text);
  return finding?.kind === 'claim' ? finding.code : null;
}

export function forgetClaim(folder: KeyFolder): void {
  folder.destroy(NAME);
}

/** Removes claim files that have served. @returns those that could not be removed. */
export function removeClaimFiles(files: readonly string[]): string[] {
  return files.filter((path) => {
    try {
      destroyFile(path);
      return false;
    } catch {
      return true;
    }
  });
}
