import type { FaceEnrolment } from '@hadir/shared/api/people';
import { ApiProblem } from '../api/api-problem.ts';

export type PhotoResult = FaceEnrolment['photos'][number];

/** @returns the results that the problem of an enrolment without a usable photo carries; null for any other error. */
export function photoResultsOf(error: unknown): PhotoResult[] | null {
  if (!(error instanceof ApiProblem) || typeof error.body !== 'object' || error.body === null) return null;
  return 'photos' in error.body && Array.isArray(error.body.photos) ? (error.body.photos as PhotoResult[]) : null;
}
