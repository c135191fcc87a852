import type { Problem } from '@hadir/shared/api/problem';
import { ApiProblem } from './api-problem.ts';
import { HubUnreachable } from './hub-unreachable.ts';

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * @returns the body of a successful call
 * @throws ApiProblem where the hub refused; HubUnreachable where nothing of the hub's answered
 */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new HubUnreachable(cause);
  }
  if (answer.response.ok) return answer.data as T;
  if (isProblem(answer.error)) throw new ApiProblem(answer.error);
  throw new HubUnreachable(new Error(`HTTP ${answer.response.status} without a problem document`));
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string' &&
    'status' in body &&
    typeof body.status === 'number'
  );
}
