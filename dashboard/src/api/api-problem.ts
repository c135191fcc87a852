import type { Problem } from '@hadir/shared/api/problem';

/** The hub answered, and said no. `message` is the problem's `detail`: words for people, in Bahasa Indonesia. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { field: string; message: string }[];
  /** Whatever else the problem carries. */
  readonly body: unknown;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? [];
    this.body = problem;
  }
}
