import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClaimCode, normaliseClaim, writeClaimCode } from '@hadir/shared/wire/enrolment';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderCamera } from '../src/camera/folder-camera.ts';
import type { EnrolmentStep } from '../src/enrolment/enrolment-step.ts';
import { QrThread } from '../src/enrolment/qr-thread.ts';
import { type IdentityOptions, waitForIdentity } from '../src/enrolment/wait-for-identity.ts';
import { openUnitKeys, type UnitKeys } from '../src/keys/unit-keys.ts';
import type { RunProgram } from '../src/run-program.ts';
import { CLAIM, FakeHub, UNIT } from './support/fake-hub.ts';
import { renderCodeFrame, type Scene } from './support/render-code-frame.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const ENROL = '/.well-known/est/simpleenroll';
const PASSWORD = 'rahasia sekali 42';
const HELD: Scene = { side: 330, tilt: 11, noise: 25, blur: 0.8 };

describe('claiming a unit with its camera', () => {
  let hub: FakeHub;
  let pictures: string;
  let keys: UnitKeys;
  let data: string;
  let steps: EnrolmentStep[];
  let log: string[];
  let calls: string[][];
  let stop: AbortController;

  beforeEach(async () => {
    hub = await FakeHub.start();
    pictures = temporaryFolder();
    data = join(temporaryFolder(), 'unit');
    keys = openUnitKeys(data);
    steps = [];
    log = [];
    calls = [];
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await hub.stop();
  });

  /** A machine whose NetworkManager does what it is asked. */
  const run: RunProgram = async (program, args) => {
    calls.push([program, ...args]);
    return { kind: 'ended', code: args.includes('delete') ? 10 : 0, output: '', errors: '' };
  };

  function code(changes: Partial<ClaimCode> = {}): ClaimCode {
    const fingerprint = Buffer.from(hub.authority.fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
    return { v: 1, h: hub.url, f: fingerprint, c: normaliseClaim(CLAIM), w: ['Kantor Uji', PASSWORD], ...changes };
  }

  async function show(text: string, name: string): Promise<void> {
    writeFileSync(join(pictures, name), await renderCodeFrame(text, HELD));
  }

  function options(): IdentityOptions {
    const camera = new FolderCamera({ path: pictures, fps: 5, loop: true });
    const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
    const onStep = (step: EnrolmentStep) => void steps.push(step);
    const common = { data, keys, claim: null, claimFiles: [], camera, hardware: 'uji', signal: stop.signal };
    return { ...common, log: logger, onStep, run };
  }

  const failures = () => steps.filter((step) => step.step === 'failed');

  it('reads the code that is held before it, joins the Wi-Fi, and enrols', async () => {
    await show(writeClaimCode(code()), '1.jpg');
    const identity = await waitForIdentity(options());
    expect(identity?.unit).toBe(UNIT);
    expect(steps.map(({ step }) => step)).toEqual([
      'looking-for-code',
      'code-read',
      'joining-wifi',
      'reaching-hub',
      'checking-authority',
      'enrolling',
      'enrolled',
    ]);
    expect(calls.map(([program, ...args]) => `${program} ${args.join(' ')}`)).toEqual([
      'nmcli connection delete hadir-wifi',
      'nmcli connection add save no type wifi ifname * con-name hadir-wifi ssid Kantor Uji wifi-sec.key-mgmt wpa-psk',
      expect.stringMatching(/^nmcli --wait 45 connection up hadir-wifi passwd-file \S+$/),
    ]);
    for (const text of [log.join(''), JSON.stringify(steps), JSON.stringify(calls)]) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(normaliseClaim(CLAIM));
    }
  });

  it('says what to do about a claim that is refused or cannot be read, and takes the next one', async () => {
    hub.est.nextAnswer.set(ENROL, { status: 422, body: { code: 'claim-expired', detail: 'Kedaluwarsa.' } });
    await show(writeClaimCode(code()), '1.jpg');
    const identity = waitForIdentity(options());
    await until('the refusal', () => failures().length === 1, 40_000);
    expect(failures()[0]).toMatchObject({ advice: expect.stringContaining('expired'), retryMs: null });
    await show(`HADIR1:{"v":1,"h":"${hub.url}"}`, '1.jpg');
    await until('the unreadable one', () => failures().length === 2, 40_000);
    expect(failures()[1]).toMatchObject({ problem: expect.stringContaining('the fingerprint') });
    await show('https://example.org/menu', '1.jpg');
    await show(writeClaimCode(code({ c: '0123456789ABCDEFG' })), '2.jpg');
    expect((await identity)?.unit).toBe(UNIT);
    expect(hub.est.claims.map(({ basic }) => basic)).toEqual([
      `claim:${normaliseClaim(CLAIM)}`,
      'claim:0123456789ABCDEFG',
    ]);
    expect(failures()).toHaveLength(2);
  });

  it('keeps a claim that it has read over a power cut, and forgets it when it has served', async () => {
    hub.est.nextAnswer.set(ENROL, { status: 503, body: {} });
    await show(writeClaimCode(code()), '1.jpg');
    const interrupted = waitForIdentity(options());
    await until('the first try', () => failures().length === 1, 40_000);
    stop.abort();
    expect(await interrupted).toBeNull();
    stop = new AbortController();
    await show('https://example.org/menu', '1.jpg');
    expect((await waitForIdentity(options()))?.unit).toBe(UNIT);
    expect(keys.folder.read('claim.json')).toBeNull();
    expect(JSON.parse(keys.folder.read('wifi.json') ?? '')).toEqual(['Kantor Uji', PASSWORD]);
  });
});

describe('reading a QR code from a picture', () => {
  const text = writeClaimCode({
    v: 1,
    h: 'https://hadir.bkd.kabupaten-contoh.go.id:8443',
    f: 'q'.repeat(43),
    c: '0123456789ABCDEFG',
    w: ['Kantor Kecamatan Contoh', 'kata sandi yang agak panjang'],
  });

  it.each([
    ['straight and near', { side: 420, tilt: 0, noise: 15, blur: 0.5 }],
    ['tilted', { side: 340, tilt: 25, noise: 20, blur: 0.6 }],
    ['upside down', { side: 340, tilt: 184, noise: 20, blur: 0.6 }],
    ['noisy and out of focus', { side: 380, tilt: -9, noise: 45, blur: 1.2 }],
    ['far away', { side: 280, tilt: 6, noise: 20, blur: 0.6 }],
  ] satisfies [string, Scene][])('reads one that is %s', async (_, scene) => {
    const thread = QrThread.start();
    try {
      expect(await thread.read(await renderCodeFrame(text, scene), new AbortController().signal)).toBe(text);
      expect(await thread.read(Buffer.from('no picture'), new AbortController().signal)).toBeNull();
    } finally {
      await thread.stop();
    }
  });
});
