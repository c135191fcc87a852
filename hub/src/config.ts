import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Port = Type.String({ pattern: '^([0-9]{1,5})$' });
const LogLevel = Type.Union(
  (['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const).map((level) => Type.Literal(level)),
);

const Environment = Type.Object({
  HADIR_DATA: Type.String({ minLength: 1 }),
  HADIR_HTTPS_PORT: Port,
  HADIR_HTTP_PORT: Type.Optional(Port),
  HADIR_MQTT_PORT: Port,
  HADIR_LISTEN: Type.String({ minLength: 1 }),
  HADIR_PUBLIC_HOST: Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' }),
  HADIR_DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  HADIR_BROKER_URL: Type.Optional(Type.String({ pattern: '^mqtts?://' })),
  HADIR_BROKER_CERT: Type.Optional(Type.String()),
  HADIR_BROKER_KEY: Type.Optional(Type.String()),
  HADIR_BROKER_CA: Type.Optional(Type.String()),
  HADIR_REGION: Type.String({ minLength: 1, maxLength: 100 }),
  HADIR_UNIT_CERT_DAYS: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }),
  HADIR_ASSETS: Type.String({ minLength: 1 }),
  HADIR_SCAN_COMMAND: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  HADIR_RESET_PASSWORD: Type.Optional(Type.String({ minLength: 3, maxLength: 100 })),
  HADIR_LOG: LogLevel,
});
type Environment = Static<typeof Environment>;

const defaults = {
  HADIR_DATA: './.data/hub',
  HADIR_HTTPS_PORT: '8443',
  HADIR_MQTT_PORT: '8883',
  HADIR_LISTEN: '0.0.0.0',
  HADIR_PUBLIC_HOST: 'localhost',
  HADIR_REGION: 'Pemerintah Daerah',
  HADIR_UNIT_CERT_DAYS: '365',
  HADIR_ASSETS: fileURLToPath(new URL('../../.assets', import.meta.url)),
  HADIR_LOG: 'info',
};

/** What each variable must be, in the words of the one who sets it. */
const expected: Record<keyof Environment, string> = {
  HADIR_DATA: 'the path of a folder',
  HADIR_HTTPS_PORT: 'a port number from 0 to 65535; 0 means any free one',
  HADIR_HTTP_PORT: 'a port number from 0 to 65535, or unset for no plain listener',
  HADIR_MQTT_PORT: 'a port number from 0 to 65535; 0 means any free one',
  HADIR_LISTEN: 'an address of this machine, such as 0.0.0.0 or 127.0.0.1',
  HADIR_PUBLIC_HOST: 'the host name or address under which units and browsers reach this hub',
  HADIR_DATABASE_URL: 'postgres://user:password@host:port/database, or unset for the embedded one',
  HADIR_BROKER_URL: 'mqtts://host:port, or unset for the embedded broker',
  HADIR_BROKER_CERT: 'the path of the certificate (PEM) that the hub shows to the broker',
  HADIR_BROKER_KEY: 'the path of the key (PEM) of that certificate',
  HADIR_BROKER_CA: 'the path of the certificate authority (PEM) that the broker is checked against',
  HADIR_REGION: 'the name of the local government, at most 100 characters',
  HADIR_UNIT_CERT_DAYS: 'for how many days a certificate of a unit is valid, from 1 to 9999',
  HADIR_ASSETS: 'the path of the folder of model files',
  HADIR_SCAN_COMMAND:
    'the command of a virus scanner that reads a file from its standard input, such as "clamdscan --no-summary -", or unset',
  HADIR_RESET_PASSWORD: 'the user name of a BKD administrator who gets a new one-time password, or unset',
  HADIR_LOG: 'trace, debug, info, warn, error, fatal or silent',
};

export interface HubConfig {
  /** Absolute path of the folder that holds everything the hub keeps. */
  readonly data: string;
  readonly listen: string;
  readonly httpsPort: number;
  /** On 127.0.0.1 only; null for none. */
  readonly httpPort: number | null;
  readonly mqttPort: number;
  readonly publicHost: string;
  readonly database: { readonly kind: 'embedded' } | { readonly kind: 'server'; readonly url: string };
  readonly broker:
    | { readonly kind: 'embedded' }
    | {
        readonly kind: 'external';
        readonly url: string;
        readonly certFile: string | null;
        readonly keyFile: string | null;
        readonly caFile: string | null;
      };
  readonly region: string;
  /** How long a unit's certificate is valid; units renew by themselves when a third of it remains. */
  readonly unitCertificateMs: number;
  readonly assets: string;
  /** Program and arguments of the virus scanner for documents; null where none is configured. */
  readonly scanCommand: readonly string[] | null;
  /** User name of an administrator who gets a new one-time password at this start; null for none. */
  readonly resetPassword: string | null;
  readonly logLevel: Static<typeof LogLevel>;
}

export type ConfigOutcome =
  | { readonly ok: true; readonly config: HubConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

const environment = Compile(Environment);

/** Turns the environment into the hub's configuration, or says everything that is wrong with it at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const set = Object.entries(env).filter(([name, value]) => name in expected && value !== undefined && value !== '');
  const merged: unknown = { ...defaults, ...Object.fromEntries(set) };
  const wrong = new Set<string>();
  if (!environment.Check(merged))
    for (const error of environment.Errors(merged)) wrong.add(error.instancePath.split('/')[1] ?? '');
  const values = merged as Environment;
  for (const name of ['HADIR_HTTPS_PORT', 'HADIR_HTTP_PORT', 'HADIR_MQTT_PORT'] as const)
    if (Number(values[name] ?? 0) > 65535) wrong.add(name);
  const problems = Object.entries(expected)
    .filter(([name]) => wrong.has(name))
    .map(([name, words]) => `${name} must be ${words}.`);
  if ((values.HADIR_BROKER_CERT === undefined) !== (values.HADIR_BROKER_KEY === undefined))
    problems.push('HADIR_BROKER_CERT and HADIR_BROKER_KEY go together: set both or neither.');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: toConfig(values) };
}

function toConfig(values: Environment): HubConfig {
  return Object.freeze<HubConfig>({
    data: resolve(values.HADIR_DATA),
    listen: values.HADIR_LISTEN,
    httpsPort: Number(values.HADIR_HTTPS_PORT),
    httpPort: values.HADIR_HTTP_PORT === undefined ? null : Number(values.HADIR_HTTP_PORT),
    mqttPort: Number(values.HADIR_MQTT_PORT),
    publicHost: values.HADIR_PUBLIC_HOST,
    database:
      values.HADIR_DATABASE_URL === undefined
        ? { kind: 'embedded' }
        : { kind: 'server', url: values.HADIR_DATABASE_URL },
    broker:
      values.HADIR_BROKER_URL === undefined
        ? { kind: 'embedded' }
        : {
            kind: 'external',
            url: values.HADIR_BROKER_URL,
            certFile: values.HADIR_BROKER_CERT ?? null,
            keyFile: values.HADIR_BROKER_KEY ?? null,
            caFile: values.HADIR_BROKER_CA ?? null,
          },
    region: values.HADIR_REGION,
    unitCertificateMs: Number(values.HADIR_UNIT_CERT_DAYS) * 86_400_000,
    assets: resolve(values.HADIR_ASSETS),
    scanCommand: values.HADIR_SCAN_COMMAND?.trim().split(/\s+/) ?? null,
    resetPassword: values.HADIR_RESET_PASSWORD?.trim().toLowerCase() ?? null,
    logLevel: values.HADIR_LOG,
  });
}
