import { request } from 'node:https';
import { ClaimError } from './claim-error.ts';

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 1_000_000;

export interface HubCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: object;
  /** PEM of the authority that the hub's certificate is checked against; null only to fetch that authority itself. */
  readonly ca: string | null;
}

/** One HTTPS call. @throws ClaimError `hub-unreachable`. */
export function callHub({ method, url, body, ca }: HubCall): Promise<{ status: number; text: string }> {
  const payload = body === undefined ? null : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(new ClaimError('hub-unreachable', `The hub at ${url.origin} cannot be reached: ${cause.message}.`, cause));
    const call = request(
      url,
      {
        method,
        timeout: TIMEOUT_MS,
        agent: false,
        ...(ca === null ? { rejectUnauthorized: false } : { ca }),
        ...(payload === null
          ? {}
          : { headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) call.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        answer.on('error', fail);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    call.on('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    call.on('error', fail);
    call.end(payload ?? undefined);
  });
}
