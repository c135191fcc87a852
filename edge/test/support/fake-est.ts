import 'reflect-metadata';
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { HARDWARE_HEADER, JOURNAL_KEY_HEADER, PROOF_HEADER, type UnitFacts } from '@hadir/shared/wire/enrolment';
import * as x509 from '@peculiar/x509';
import type { TestAuthority } from './test-authority.ts';

export interface EstRequest {
  readonly path: string;
  /** User name and password of HTTP Basic. */
  readonly basic: string | null;
  /** As it came: base64. */
  readonly csr: string;
  readonly journalKey: Ed25519Jwk | null;
  readonly proof: string;
  readonly hardware: string;
  /** What the client showed of itself. */
  readonly client: X509Certificate | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: object | string;
}

type Facts = Pick<UnitFacts, 'unit' | 'binding' | 'hubKey'> & { readonly broker: () => string };

/** A hub's EST as a unit sees it: remembers every request, and gives whatever answer a test wants. */
export class FakeEst {
  /** All requests that ask for a certificate, oldest first. */
  readonly requests: EstRequest[] = [];
  /** The answer to the next request to a path, instead of the usual one. */
  readonly nextAnswer = new Map<string, Answer>();
  /** Called with the path of each request when its answer is ready and not sent yet. */
  beforeAnswer: (path: string) => Promise<void> | void = () => undefined;
  /** Signs certificates. */
  issuer: TestAuthority;
  /** What cacerts and the identity show, oldest first. */
  authorities: TestAuthority[];
  /** Of certificates to be issued. */
  validity: { notBefore?: Date; notAfter?: Date } = {};
  facts: Facts;
  readonly #server: TestAuthority;

  constructor(authority: TestAuthority, facts: Facts) {
    this.#server = authority;
    this.issuer = authority;
    this.authorities = [authority];
    this.facts = facts;
  }

  get claims(): EstRequest[] {
    return this.requests.filter(({ path }) => path.endsWith('/simpleenroll'));
  }

  get renewals(): EstRequest[] {
    return this.requests.filter(({ path }) => path.endsWith('/simplereenroll'));
  }

  createServer(): Server {
    const options = { ...this.#server.server, requestCert: true, rejectUnauthorized: false } as const;
    return createServer(options, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        void this.#answer(request, Buffer.concat(chunks).toString()).then(async ({ status, body }) => {
          await this.beforeAnswer(request.url ?? '');
          const isText = typeof body === 'string';
          response.writeHead(status, { 'content-type': isText ? 'application/pkcs7-mime' : 'application/json' });
          response.end(isText ? body : JSON.stringify(body));
        });
      });
    });
  }

  async #answer(request: IncomingMessage, body: string): Promise<Answer> {
    const path = request.url ?? '';
    const client = (request.socket as TLSSocket).getPeerX509Certificate();
    if (request.method === 'POST') this.requests.push(readRequest(request, body, client));
    const special = this.nextAnswer.get(path);
    this.nextAnswer.delete(path);
    if (special !== undefined) return special;
    switch (path) {
      case '/.well-known/est/cacerts':
        return { status: 200, body: bundle(this.authorities.map(({ ca }) => ca)) };
      case '/.well-known/est/simpleenroll':
        return { status: 200, body: bundle([await this.issuer.issue(body, this.facts.unit, this.validity)]) };
      case '/.well-known/est/simplereenroll':
        if (client === undefined) return { status: 401, body: { code: 'certificate-missing' } };
        return { status: 200, body: bundle([await this.issuer.issue(body, this.facts.unit, this.validity)]) };
      case '/api/unit/identity':
        if (client === undefined) return { status: 401, body: { code: 'certificate-missing' } };
        return { status: 200, body: this.#identity() };
      default:
        return { status: 404, body: {} };
    }
  }

  #identity(): UnitFacts {
    const { broker, ...facts } = this.facts;
    return { ...facts, broker: broker(), authorities: this.authorities.map(({ ca }) => ca).join('') };
  }
}

function readRequest(request: IncomingMessage, csr: string, client: X509Certificate | undefined): EstRequest {
  const { authorization } = request.headers;
  const header = (name: string) => String(request.headers[name] ?? '');
  return {
    path: request.url ?? '',
    basic: authorization === undefined ? null : Buffer.from(authorization.slice(6), 'base64').toString(),
    csr,
    journalKey: header(JOURNAL_KEY_HEADER) === '' ? null : JSON.parse(header(JOURNAL_KEY_HEADER)),
    proof: header(PROOF_HEADER),
    hardware: header(HARDWARE_HEADER),
    client,
  };
}

/** Certificates as EST sends them: a certs-only PKCS #7, DER in base64 with line breaks. */
function bundle(pems: readonly string[]): string {
  const certificates = new x509.X509Certificates(pems.map((pem) => new x509.X509Certificate(pem)));
  const base64 = Buffer.from(certificates.export('raw')).toString('base64');
  return `${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n`;
}
