import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HadirError } from '../hadir-error.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** PEM that the hub's certificate must come from; without it, the authorities that Node.js trusts. */
  readonly ca?: string | undefined;
  /** Only for reading the CA, whose fingerprint is compared before it is believed. */
  readonly unverified?: boolean;
}

const TIMEOUT_MS = 20_000;
const NOT_TRUSTED = /CERT|SIGNATURE|ALTNAME|SELF_SIGNED|UNABLE_TO/;

/** @throws HadirError `hub-unreachable` or `hub-not-trusted`. */
export async function sendRequest(url: URL, options: RequestOptions = {}): Promise<Answer> {
  try {
    return await send(url, options);
  } catch (cause) {
    const code = String((cause as NodeJS.ErrnoException).code ?? '');
    if (NOT_TRUSTED.test(code)) {
      throw new HadirError(
        'hub-not-trusted',
        `The hub's certificate is not trusted (${code}). Pass --fingerprint with the fingerprint that the hub shows, or --ca with its ca.pem.`,
        { cause },
      );
    }
    throw new HadirError(
      'hub-unreachable',
      `The hub at ${url.origin} cannot be reached (${code || (cause as Error).message}). Check --hub and the network.`,
      { cause },
    );
  }
}

function send(url: URL, { method = 'GET', headers = {}, body, ca, unverified }: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: TIMEOUT_MS, agent: false } as const;
    const call =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, ...(ca === undefined ? {} : { ca }), rejectUnauthorized: !unverified })
        : httpRequest(url, options);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', reject)
        .on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
    });
    call.on('timeout', () => call.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    call.on('error', reject);
    call.end(body);
  });
}
