#!/usr/bin/env tsx
import { askSecret, askToConfirm } from './ask-terminal.ts';
import { runHadir } from './run-hadir.ts';

const { env } = process;

process.exitCode = await runHadir(process.argv.slice(2), {
  environment: {
    hub: env.HADIR_HUB || undefined,
    user: env.HADIR_USER || undefined,
    fingerprint: env.HADIR_CA_FINGERPRINT || undefined,
    ca: env.HADIR_CA || undefined,
    password: env.HADIR_PASSWORD || undefined,
    wifiPassword: env.HADIR_WIFI_PASSWORD || undefined,
  },
  now: () => new Date(),
  colours: process.stdout.isTTY === true && !env.NO_COLOR,
  print: console.log,
  tell: console.error,
  askSecret,
  confirm: askToConfirm,
});
