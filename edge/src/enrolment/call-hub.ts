import { request } from 'node:https';
import { EnrolmentError } from './enrolment-error.ts';

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 1_000_000;

export interface HubCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the authorities that the hub's certificate is checked against; null only to fetch them. */
  readonly ca: string | null;
  /** What the unit shows of itself; PEM. */
  readonly client?: { readonly certificate: string; readonly key: string };
  readonly signal: AbortSignal;
}

export interface HubAnswer {
  readonly status: number;
  readonly text: string;
}

/** One HTTPS call. @throws EnrolmentError `hub-unreachable`. */
export function callHub({ method, url, headers = {}, body, ca, client, signal }: HubCall): Promise<HubAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(
        new EnrolmentError(
          'hub-unreachable',
          `The hub at ${url.origin} cannot be reached: ${cause.message}.`,
          adviceOn(cause),
          cause,
        ),
      );
    const call = request(
      url,
      {
        method,
        signal,
        timeout: TIMEOUT_MS,
        agent: false,
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
        ...(ca === null ? { rejectUnauthorized: false } : { ca }),
        ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
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
    // The socket's own timeout is for silence; a hub that trickles must not hold the unit either.
    const deadline = setTimeout(
      () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 500} s`)),
      TIMEOUT_MS * 2,
    );
    call.on('close', () => clearTimeout(deadline));
    call.on('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    call.on('error', fail);
    call.end(body);
  });
}

function adviceOn(cause: Error): string {
  const code = 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return "Either the unit's clock is wrong, or the hub's certificate has expired.";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return "The hub's certificate is for other names: use one of them as its address, or add this one at the hub.";
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name is not known here: check the address, the network and its DNS.';
    case 'ECONNREFUSED':
      return 'Nothing answers at this port: check the address and that the hub runs.';
    default:
      return 'Check the network and the address of the hub.';
  }
}
