import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClaimCode, normaliseClaim } from '@hadir/shared/wire/enrolment';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type CameraSpec, parseCameraSpec } from './camera/parse-camera-spec.ts';
import type { ScreenConfig } from './screen/screen.ts';
import type { SignalLines } from './signals/door-signals.ts';
import { parseLine } from './signals/parse-line.ts';

const LogLevel = Type.Union([
  Type.Literal('trace'),
  Type.Literal('debug'),
  Type.Literal('info'),
  Type.Literal('warn'),
  Type.Literal('error'),
  Type.Literal('fatal'),
  Type.Literal('silent'),
]);

/** 0 is none. */
const Port = Type.String({
  pattern: '^(0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$',
});

const Environment = Type.Object({
  HADIR_DATA: Type.String({ minLength: 1 }),
  HADIR_CAMERA: Type.String({ minLength: 1 }),
  HADIR_HUB: Type.Optional(Type.String({ pattern: '^https://[^/]+/?$' })),
  HADIR_CA_FINGERPRINT: Type.Optional(Type.String({ pattern: '^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$' })),
  HADIR_CLAIM: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
  HADIR_CLAIM_FILE: Type.Optional(Type.String({ minLength: 1 })),
  HADIR_ASSETS: Type.String({ minLength: 1 }),
  HADIR_THREADS: Type.String({ pattern: '^[1-8]$' }),
  HADIR_FFMPEG: Type.String({ minLength: 1 }),
  HADIR_LOG: LogLevel,
  HADIR_COOLDOWN_SECONDS: Type.String({ pattern: '^[0-9]{1,5}$' }),
  HADIR_SCREEN_PORT: Port,
  HADIR_SCREEN_PHONE_PORT: Port,
  HADIR_SCREEN_NAMES: Type.Union([Type.Literal('full'), Type.Literal('first'), Type.Literal('initials')]),
  HADIR_SCREEN_THEME: Type.Union([Type.Literal('auto'), Type.Literal('light'), Type.Literal('dark')]),
  HADIR_GPIO_LAMP: Type.Optional(Type.String()),
  HADIR_GPIO_BUZZER: Type.Optional(Type.String()),
  HADIR_GPIO_RELAY: Type.Optional(Type.String()),
});
type Environment = Static<typeof Environment>;

const SIGNAL_LINES = ['HADIR_GPIO_LAMP', 'HADIR_GPIO_BUZZER', 'HADIR_GPIO_RELAY'] as const;
const LINE_WORDS = 'the name of a GPIO line such as GPIO17, or GPIO17,low where it works when it is low';

const defaults = {
  HADIR_DATA: './.data/unit',
  HADIR_ASSETS: fileURLToPath(new URL('../../.assets', import.meta.url)),
  HADIR_THREADS: '1',
  HADIR_FFMPEG: 'ffmpeg',
  HADIR_LOG: 'info',
  HADIR_COOLDOWN_SECONDS: '60',
  HADIR_SCREEN_PORT: '8480',
  HADIR_SCREEN_PHONE_PORT: '0',
  HADIR_SCREEN_NAMES: 'first',
  HADIR_SCREEN_THEME: 'auto',
};

/** What each variable must be, in the words of the one who sets it. */
const expected: Record<keyof Environment, string> = {
  HADIR_DATA: 'the path of a folder',
  HADIR_CAMERA: 'set to a camera, for instance rpicam, ffmpeg:/dev/video0 or ffmpeg:clip.mp4?loop=1',
  HADIR_HUB: 'the address of the hub, https://host:port',
  HADIR_CA_FINGERPRINT: 'the SHA-256 fingerprint that the hub shows with the claim, 64 hexadecimal digits',
  HADIR_CLAIM: 'the one-time claim that the hub shows',
  HADIR_CLAIM_FILE: 'the path of a file in which a claim may lie',
  HADIR_ASSETS: 'the path of the folder of model files',
  HADIR_THREADS: 'a number from 1 to 8',
  HADIR_FFMPEG: 'the path of the ffmpeg program',
  HADIR_LOG: 'trace, debug, info, warn, error, fatal or silent',
  HADIR_COOLDOWN_SECONDS: 'a whole number of seconds, 0 to 99999',
  HADIR_SCREEN_PORT: 'a port, or 0 for no screen',
  HADIR_SCREEN_PHONE_PORT: 'a port, or 0 for no phones',
  HADIR_SCREEN_NAMES: 'full, first or initials',
  HADIR_SCREEN_THEME: 'auto, light or dark',
  HADIR_GPIO_LAMP: LINE_WORDS,
  HADIR_GPIO_BUZZER: LINE_WORDS,
  HADIR_GPIO_RELAY: LINE_WORDS,
};

export interface UnitConfig {
  /** Absolute path of the folder that holds everything the unit keeps. */
  readonly data: string;
  /** Files in which a claim may lie while nobody has claimed the unit. */
  readonly claimFiles: readonly string[];
  readonly camera: CameraSpec;
  readonly ffmpeg: string;
  /** Folder of the model files. */
  readonly models: string;
  readonly threads: number;
  readonly coolDownMs: number;
  readonly screen: ScreenConfig;
  readonly signals: SignalLines;
  readonly logLevel: Static<typeof LogLevel>;
}

export type ConfigOutcome =
  /** `claim` stands apart: it is a secret, and is needed on the first start only. */
  | { readonly ok: true; readonly config: UnitConfig; readonly claim: ClaimCode | null }
  | { readonly ok: false; readonly problems: readonly string[] };

const environment = Compile(Environment);

/** Turns the environment into the unit's configuration, or says everything that is wrong with it at once. Never repeats a value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const set = Object.entries(env).filter(([name, value]) => name in expected && value !== undefined && value !== '');
  const merged: unknown = { ...defaults, ...Object.fromEntries(set) };
  const wrong = new Set<string>();
  if (!environment.Check(merged))
    for (const error of environment.Errors(merged)) wrong.add(error.instancePath.split('/')[1] || 'HADIR_CAMERA');
  const values = merged as Environment;
  const problems = Object.entries(expected)
    .filter(([name]) => wrong.has(name))
    .map(([name, words]) => `${name} must be ${words}.`);
  const camera = wrong.has('HADIR_CAMERA') ? null : parseCameraSpec(values.HADIR_CAMERA);
  if (camera?.ok === false) problems.push(`HADIR_CAMERA: ${camera.problem}.`);
  const { HADIR_CLAIM, HADIR_HUB, HADIR_CA_FINGERPRINT } = values;
  for (const name of SIGNAL_LINES) {
    const text = values[name];
    if (text !== undefined && parseLine(text) === null) problems.push(`${name} must be ${expected[name]}.`);
  }
  if (HADIR_CLAIM !== undefined && (HADIR_HUB === undefined || HADIR_CA_FINGERPRINT === undefined))
    problems.push('HADIR_CLAIM needs HADIR_HUB and HADIR_CA_FINGERPRINT beside it.');
  if (problems.length > 0 || camera === null || !camera.ok) return { ok: false, problems };
  return { ok: true, config: toConfig(values, camera.spec), claim: toClaim(values) };
}

function toConfig(values: Environment, camera: CameraSpec): UnitConfig {
  const data = resolve(values.HADIR_DATA);
  const { HADIR_CLAIM_FILE: file } = values;
  return Object.freeze<UnitConfig>({
    data,
    claimFiles: [join(data, 'claim.json'), ...(file === undefined ? [] : [resolve(file)])],
    camera,
    ffmpeg: values.HADIR_FFMPEG,
    models: join(resolve(values.HADIR_ASSETS), 'models'),
    threads: Number(values.HADIR_THREADS),
    coolDownMs: Number(values.HADIR_COOLDOWN_SECONDS) * 1_000,
    screen: {
      port: Number(values.HADIR_SCREEN_PORT),
      phonePort: Number(values.HADIR_SCREEN_PHONE_PORT),
      names: values.HADIR_SCREEN_NAMES,
      theme: values.HADIR_SCREEN_THEME,
    },
    signals: {
      lamp: parseLine(values.HADIR_GPIO_LAMP ?? ''),
      buzzer: parseLine(values.HADIR_GPIO_BUZZER ?? ''),
      relay: parseLine(values.HADIR_GPIO_RELAY ?? ''),
    },
    logLevel: values.HADIR_LOG,
  });
}

function toClaim({ HADIR_HUB, HADIR_CA_FINGERPRINT, HADIR_CLAIM }: Environment): ClaimCode | null {
  if (HADIR_HUB === undefined || HADIR_CA_FINGERPRINT === undefined || HADIR_CLAIM === undefined) return null;
  const fingerprint = Buffer.from(HADIR_CA_FINGERPRINT.replaceAll(':', ''), 'hex').toString('base64url');
  return { v: 1, h: HADIR_HUB, f: fingerprint, c: normaliseClaim(HADIR_CLAIM) };
}
