import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWholeHub, type WholeHub } from './support/start-whole-hub.ts';

const SCRIPT = fileURLToPath(new URL('enrol.sh', import.meta.url));
const missing = ['openssl', 'curl', 'mosquitto_pub', 'mosquitto_rr'].filter(
  (program) => spawnSync(program, ['--help']).error !== undefined,
);

interface Run {
  readonly code: number;
  readonly output: string;
  readonly complaint: string;
}

describe.runIf(missing.length === 0)(
  'with clients that nobody here wrote (Debian: apt-get install openssl curl mosquitto-clients)',
  () => {
    let hub: WholeHub;
    let folder: string;
    beforeAll(async () => {
      hub = await startWholeHub();
    });
    afterAll(() => hub.stop());

    async function run(claim: string, fingerprint = hub.authority.caFingerprint): Promise<Run> {
      folder = await mkdtemp(join(tmpdir(), 'hadir-shell-'));
      return new Promise((resolve) => {
        execFile('sh', [SCRIPT, hub.https, fingerprint, claim, folder], (error, output, complaint) =>
          resolve({ code: error === null ? 0 : Number(error.code), output, complaint }),
        );
      });
    }

    test('enrols, renews, signs its first entry and gets a receipt with openssl, curl and mosquitto', async () => {
      const door = await hub.newDoor();
      const { code, output, complaint } = await run(await hub.newClaim(door));
      expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
      const unit = output.trim();
      const receipt = splitJws((await readFile(join(folder, 'receipt.jws'), 'utf8')).trim());
      if (receipt === null) throw new Error('The receipt is no JWS.');
      expect(isSignedBy(receipt, 'hadir-receipt', hub.authority.hubKey.publicKey)).toBe(true);
      const said: unknown = JSON.parse(Buffer.from(receipt.payload, 'base64url').toString());
      expect(said).toMatchObject({ unit, binding: 1, seq: 1, answer: 'held' });
      const entry = await readFile(join(folder, 'entry.jws'), 'utf8');
      expect(await hub.database.sql`SELECT type, jws FROM entries WHERE unit = ${unit}`).toEqual([
        { type: 'bound', jws: entry },
      ]);
      const vias = await hub.database.sql`SELECT via FROM certificates WHERE unit = ${unit} ORDER BY via`;
      expect(vias.map(({ via }) => via)).toEqual(['claim', 'renewal']);
      await rm(folder, { recursive: true });
    });

    test('stops at an authority that is not the one it was told of, before it shows its claim', async () => {
      const claim = await hub.newClaim(await hub.newDoor());
      const { code, complaint } = await run(claim, hub.authority.caFingerprint.replace(/^../, '00'));
      expect(code).toBe(3);
      expect(complaint).toContain(hub.authority.caFingerprint);
      await rm(folder, { recursive: true });
    });

    test('is told why where its claim is used', async () => {
      const claim = await hub.newClaim(await hub.newDoor());
      expect((await run(claim)).code).toBe(0);
      await rm(folder, { recursive: true });
      const again = await run(claim);
      expect(again.code).toBe(4);
      expect(JSON.parse(again.complaint)).toMatchObject({ status: 409, code: 'claim-used' });
      await rm(folder, { recursive: true });
    });

    test('has its certificate in the revocation list once it is shut out, and openssl refuses it', async () => {
      const { output } = await run(await hub.newClaim(await hub.newDoor()));
      await hub.admin.post(`/api/units/${output.trim()}/revoke`, { reason: 'Kartu SD hilang' });
      const verify = () =>
        spawnSync('openssl', [
          ...['verify', '-crl_check', '-CAfile', join(folder, 'cacerts.pem')],
          ...['-CRLfile', join(hub.data, 'crl.pem'), join(folder, 'renewed.pem')],
        ]);
      await expect.poll(() => verify().stderr.toString()).toContain('certificate revoked');
      const good = await hub.newUnit();
      await writeFile(join(folder, 'renewed.pem'), good.certificate);
      expect(verify().stdout.toString()).toContain('OK');
      const published = await hub.ask({ url: '/crl.pem' }, null);
      expect(published.body).toBe(await readFile(join(hub.data, 'crl.pem'), 'utf8'));
      await rm(folder, { recursive: true });
    });
  },
);
