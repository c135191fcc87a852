import type { IncomingHttpHeaders } from 'node:http';
import { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { CLAIM_USER, HARDWARE_HEADER, JOURNAL_KEY_HEADER, PROOF_HEADER } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import type { EnrolmentRequest } from './enrol-unit.ts';

const jwk = Compile(Ed25519Jwk);

/** @throws HttpProblem 401 without a claim, 422 naming the header or the body that is not right */
export function readEnrolment(headers: IncomingHttpHeaders, body: string): EnrolmentRequest {
  const claim = readClaimOf(headers.authorization);
  return {
    claim,
    csr: readRequestBody(body),
    journalKey: readJournalKey(headers),
    proof: readProof(headers),
    hardware: readHardware(headers),
  };
}

/** @returns the PKCS #10's DER @throws HttpProblem */
export function readRequestBody(body: string): Buffer {
  const base64 = body.replace(/\s/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw fieldProblem('csr-invalid', 'csr', 'Isi permintaan harus PKCS #10: DER dalam base64 (application/pkcs10).');
  return Buffer.from(base64, 'base64');
}

/** @throws HttpProblem */
export function readProof(headers: IncomingHttpHeaders): string {
  return textOf(headers, PROOF_HEADER, 4_000);
}

/** The user name is always the same; the password is the claim (RFC 7617). */
function readClaimOf(authorization: string | undefined): string {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,200})$/i.exec(authorization ?? '')?.[1];
  const [user, claim] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(/:(.*)/s);
  if (user !== CLAIM_USER || claim === undefined || claim === '') {
    const detail = `Kirim kode klaim dengan HTTP Basic: nama pengguna "${CLAIM_USER}", kata sandi kode klaimnya.`;
    throw new HttpProblem(401, 'claim-missing', detail, { challenge: 'Basic realm="hadir", charset="UTF-8"' });
  }
  return claim;
}

function readJournalKey(headers: IncomingHttpHeaders): Ed25519Jwk {
  const text = textOf(headers, JOURNAL_KEY_HEADER, 500);
  const value = parseJson(text);
  if (!jwk.Check(value))
    throw fieldProblem('key-invalid', JOURNAL_KEY_HEADER, 'Kunci jurnal harus kunci Ed25519 sebagai JWK (RFC 8037).');
  return { kty: value.kty, crv: value.crv, x: value.x };
}

function readHardware(headers: IncomingHttpHeaders): string {
  const text = textOf(headers, HARDWARE_HEADER, 200);
  if (!/^[\x20-\x7e]+$/.test(text))
    throw fieldProblem('header-invalid', HARDWARE_HEADER, 'Nama perangkat harus ASCII yang dapat dicetak.');
  return text;
}

function textOf(headers: IncomingHttpHeaders, name: string, most: number): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '' || value.length > most)
    throw fieldProblem('header-missing', name, `Tajuk ${name} wajib ada, paling panjang ${most} karakter.`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
