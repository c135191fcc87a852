import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import { generateSigningKey, type SigningKey } from '@hadir/shared/journal/node-signature';
import * as x509 from '@peculiar/x509';
import type postgres from 'postgres';
import type { Authority } from '../../src/authority/authority.ts';
import { ECDSA_SHA256, importP256Key, makeP256Key } from '../../src/authority/p256-key.ts';

export interface SeededUnit {
  readonly id: UnitId;
  readonly key: SigningKey;
  readonly door: string;
  /** PEM */
  readonly tlsKey: string;
  readonly certificate: string;
}

export async function makeCsr(keyPem: string): Promise<string> {
  const keys = await importP256Key(keyPem);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=unit',
    keys,
    signingAlgorithm: ECDSA_SHA256,
  });
  return csr.toString('pem');
}

export function randomUnitId(): UnitId {
  return parseUnitId(`unit-${randomBytes(4).toString('hex')}`) as UnitId;
}

/** A claimed unit at a door of an OPD of its own, straight in the database. */
export async function seedUnit(
  sql: postgres.Sql,
  authority: Pick<Authority, 'issueUnitCertificate'>,
  zone = 'Asia/Jayapura',
): Promise<SeededUnit> {
  const id = randomUnitId();
  const key = generateSigningKey();
  const tlsKey = makeP256Key();
  const issued = await authority.issueUnitCertificate(await makeCsr(tlsKey), id);
  if (!issued.ok) throw new Error(issued.problem);
  const name = randomUUID();
  const [opd] = await sql<{ id: string }[]>`INSERT INTO opds (name, zone) VALUES (${name}, ${zone}) RETURNING id`;
  const [door] = await sql<{ id: string }[]>`
    INSERT INTO doors (opd, name) VALUES (${opd?.id ?? ''}, 'Pintu utama') RETURNING id`;
  await sql`
    INSERT INTO units (id, kid, public_key, certificate_sha256, certificate_expires, hardware)
    VALUES (${id}, ${key.kid}, ${Buffer.from(key.publicKey.x, 'base64url')}, ${issued.sha256}, ${issued.expires.toISOString()}, 'demo')`;
  await sql`
    INSERT INTO certificates (serial, unit, sha256, issuer, via, expires_at)
    VALUES (${issued.serial}, ${id}, ${issued.sha256}, ${issued.issuer}, 'claim', ${issued.expires.toISOString()})`;
  await sql`INSERT INTO bindings (unit, number, door) VALUES (${id}, 1, ${door?.id ?? ''})`;
  return { id, key, door: door?.id ?? '', tlsKey, certificate: issued.pem };
}
