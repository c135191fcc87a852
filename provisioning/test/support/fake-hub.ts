import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { type MadeAuthority, makeAuthority } from '../../src/ca/make-authority.ts';
import type { FakeFleet } from './fake-fleet.ts';

export const PASSWORD = 'a-password-of-the-tests';
const CSRF = 'csrf-token-of-the-tests';

export interface FakeHub {
  readonly url: string;
  readonly authority: MadeAuthority;
  /** Method and path of every call that was signed in. */
  readonly calls: string[];
  stop(): Promise<void>;
}

/** A hub as far as the command line can tell: HTTPS under an authority of its own, sign-in, CSRF, problems, the fleet. */
export async function startFakeHub(fleet: FakeFleet): Promise<FakeHub> {
  const authority = await makeAuthority('Uji', 1, new Date());
  const calls: string[] = [];
  const server = createServer(await issueServerCredentials(authority), async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'https://localhost');
    const answer = (status: number, body: object | Buffer, headers: Record<string, string> = {}) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const type = Buffer.isBuffer(body)
        ? 'image/jpeg'
        : status < 300
          ? 'application/json'
          : 'application/problem+json';
      response.writeHead(status, { 'content-type': type, ...headers }).end(bytes);
    };
    const text = Buffer.concat(chunks).toString();
    if (url.pathname === '/ca.pem') return answer(200, Buffer.from(authority.certificate));
    if (url.pathname === '/api/session') {
      const { password } = JSON.parse(text) as { password: string };
      if (password !== PASSWORD) return answer(401, { status: 401, detail: 'Nama atau kata sandi salah.' });
      return answer(200, { csrfToken: CSRF }, { 'set-cookie': 'session=of-the-tests; HttpOnly' });
    }
    if (request.headers.cookie !== 'session=of-the-tests') return answer(401, { status: 401, detail: 'Masuk dahulu.' });
    if (request.method !== 'GET' && request.headers['x-csrf-token'] !== CSRF)
      return answer(403, { status: 403, detail: 'Token CSRF tidak cocok.' });
    calls.push(`${request.method} ${url.pathname}`);
    const { status, body } = fleet.answer(
      request.method ?? 'GET',
      url,
      readBody(request.headers['content-type'], text),
    );
    return answer(status, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { url, authority, calls, stop: () => close(server) };
}

function readBody(type: string | undefined, text: string): unknown {
  if (text === '') return null;
  return type === 'text/plain' ? text : JSON.parse(text);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function issueServerCredentials(authority: MadeAuthority): Promise<{ key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const der = Buffer.from(authority.key.replace(/-----[^-]+-----/g, ''), 'base64');
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: new x509.X509Certificate(authority.certificate).subjectName,
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    signingKey: await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: certificate.toString('pem') };
}
