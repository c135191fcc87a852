#!/usr/bin/env tsx
import { runHadir } from './run-hadir.ts';

const password = process.env.HADIR_PASSWORD || undefined;
process.exitCode = await runHadir(process.argv.slice(2), { password, print: console.log }, console.error);
