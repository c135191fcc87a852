import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readUnitIdentity } from '../src/enrolment/unit-identity.ts';
import { openUnitKeys } from '../src/keys/unit-keys.ts';
import { ASSETS } from './support/enrol-from-footage.ts';
import { CLAIM, FakeHub, UNIT } from './support/fake-hub.ts';
import { renderCodeFrame } from './support/render-code-frame.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PATIENCE_MS = 60_000;

describe('a unit that loses its power while it is being claimed', () => {
  let hub: FakeHub;
  let data: string;
  let pictures: string;

  beforeEach(async () => {
    hub = await FakeHub.start();
    data = join(temporaryFolder(), 'unit');
    pictures = temporaryFolder();
    writeFileSync(
      join(pictures, '1.jpg'),
      await renderCodeFrame('no code of ours', { side: 300, tilt: 5, noise: 15, blur: 0.5 }),
    );
  });
  afterEach(() => hub.stop());

  function start(claiming: Record<string, string>) {
    const env = {
      HADIR_DATA: data,
      HADIR_CAMERA: `folder:${pictures}?fps=2&loop=1`,
      HADIR_ASSETS: ASSETS,
      ...claiming,
    };
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    return {
      kill: async (signal: NodeJS.Signals) => {
        child.kill(signal);
        await ended;
      },
    };
  }

  it('ends enrolled as one unit, wherever it was cut off', { timeout: 300_000 }, async () => {
    const typed = {
      HADIR_HUB: hub.url,
      HADIR_CA_FINGERPRINT: hub.authority.fingerprint,
      HADIR_CLAIM: CLAIM,
    };
    const cuts = ['/.well-known/est/cacerts', '/.well-known/est/simpleenroll', '/api/unit/identity'];
    for (const path of cuts) {
      const unit = start(typed);
      let cut = false;
      hub.est.beforeAnswer = async (asked) => {
        if (asked !== path || cut) return;
        await unit.kill('SIGKILL');
        cut = true;
      };
      await until(`the cut at ${path}`, () => cut, PATIENCE_MS);
      expect(readUnitIdentity(data, openUnitKeys(data).journal.kid)).toBeNull();
    }
    hub.est.beforeAnswer = () => undefined;
    // The certificate came before the last cut: from then on nobody has to bring the claim again.
    const unit = start({});
    await until('its status', () => hub.status, PATIENCE_MS);
    await unit.kill('SIGTERM');
    const { journal } = openUnitKeys(data);
    expect(readUnitIdentity(data, journal.kid)).toMatchObject({ unit: UNIT, binding: 1 });
    const [first, second, ...others] = hub.est.claims;
    expect(second).toMatchObject({ csr: first?.csr, proof: first?.proof });
    expect(others).toEqual([]);
    expect(first?.journalKey).toEqual(journal.publicKey);
  });
});
