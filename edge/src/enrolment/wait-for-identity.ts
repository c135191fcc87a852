import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimCode } from '@hadir/shared/wire/enrolment';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { Camera } from '../camera/camera.ts';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { type RunProgram, runProgram } from '../run-program.ts';
import { type EnrolOptions, enrolUnit, finishEnrolment } from './enrol-unit.ts';
import { EnrolmentError } from './enrolment-error.ts';
import { describeStep, type EnrolmentStep, type OnEnrolmentStep } from './enrolment-step.ts';
import { joinWifi, keepWifi } from './join-wifi.ts';
import { forgetClaim, keepClaim, keptClaim, removeClaimFiles } from './kept-claim.ts';
import { readFileClaim } from './read-claim.ts';
import { readUnitIdentity, type UnitIdentity } from './unit-identity.ts';
import { ClaimWatch, type FoundClaim, readClaimFile } from './watch-for-claims.ts';

export interface IdentityOptions {
  readonly data: string;
  readonly keys: UnitKeys;
  /** The claim that was typed, if any. */
  readonly claim: ClaimCode | null;
  /** Files in which a claim may lie or appear. */
  readonly claimFiles: readonly string[];
  /** Looks for a QR code while nobody has claimed the unit otherwise. */
  readonly camera: Camera;
  readonly hardware: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onStep?: OnEnrolmentStep;
  /** Shows what the camera sees while a code is looked for. */
  readonly onFrame?: (jpeg: Uint8Array) => void;
  readonly run?: RunProgram;
}

/** Refused once, a claim is not tried at this rate for long: the hub counts. */
const REFUSED_MS = 60_000;

/**
 * Reads who this unit is. A unit that nobody has claimed yet tries the claim that was typed, lies in a file, or was read
 * before; and looks for others, in the camera's pictures and in files, while that does not succeed. No claim that is
 * wrong, expired or used makes it give up.
 * @returns null when it was stopped meanwhile. @throws EnrolmentError where what the unit kept is damaged.
 */
export async function waitForIdentity(options: IdentityOptions): Promise<UnitIdentity | null> {
  const { data, keys, claimFiles, camera, log, signal, onFrame } = options;
  const kept = readUnitIdentity(data, keys.journal.kid);
  if (kept !== null) {
    forgetClaim(keys.folder);
    return kept;
  }
  const watch = new ClaimWatch({ camera, files: claimFiles, log, ...(onFrame === undefined ? {} : { onFrame }) });
  const onStop = () => void watch.stop();
  signal.addEventListener('abort', onStop, { once: true });
  try {
    return await new Enrolment(options, watch).run();
  } finally {
    signal.removeEventListener('abort', onStop);
    await watch.stop();
  }
}

class Enrolment {
  readonly #options: IdentityOptions;
  readonly #watch: ClaimWatch;
  readonly #backOff = new BackOff({ firstMs: 1_000, longestMs: 60_000, jitter: 0.3 });
  #code: ClaimCode | null;
  #next: Promise<FoundClaim | null> | null = null;
  /** The Wi-Fi that the unit joined since it started. */
  #joined: string | null = null;

  constructor(options: IdentityOptions, watch: ClaimWatch) {
    this.#options = options;
    this.#watch = watch;
    this.#code = options.claim ?? fileClaim(options.claimFiles) ?? keptClaim(options.keys.folder);
  }

  async run(): Promise<UnitIdentity | null> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      let waitMs: number | null = null;
      try {
        const identity = await this.#tryOnce();
        if (identity !== null) return this.#end(identity);
        this.#say({ step: 'looking-for-code' });
      } catch (error) {
        if (signal.aborted) return null;
        if (!(error instanceof EnrolmentError)) throw error;
        waitMs = this.#afterFailure(error);
        this.#say({ step: 'failed', problem: error.problem, advice: error.advice, retryMs: waitMs });
      }
      await this.#waitForClaim(waitMs);
    }
    return null;
  }

  /** @returns null where there is neither a claim nor a certificate to try. */
  async #tryOnce(): Promise<UnitIdentity | null> {
    const { data, keys, hardware, signal } = this.#options;
    const options: EnrolOptions = { data, keys, hardware, signal, onStep: (step) => this.#say(step) };
    const finished = await finishEnrolment(options);
    if (finished !== null || this.#code === null) return finished;
    await this.#joinWifi(this.#code);
    return enrolUnit(this.#code, options);
  }

  async #joinWifi({ w: wifi }: ClaimCode): Promise<void> {
    const { log, keys, run = runProgram } = this.#options;
    if (wifi === undefined || this.#joined === wifi[0]) return;
    this.#say({ step: 'joining-wifi', network: wifi[0] });
    const outcome = await joinWifi(wifi, run);
    if (outcome.kind === 'joined') {
      this.#joined = wifi[0];
      keepWifi(keys.folder, wifi);
    } else if (outcome.kind === 'no-program')
      log.warn('This machine has no NetworkManager: connect it by cable, or set its Wi-Fi up by hand.');
    else
      log.warn(
        `The Wi-Fi "${wifi[0]}" was not joined: ${outcome.problem}. Check its name and password, and make a new code. The hub is tried all the same: there may be a cable.`,
      );
  }

  /** @returns when to try again by itself, milliseconds; null where only another claim helps. */
  #afterFailure({ code }: EnrolmentError): number | null {
    if (code === 'hub-unreachable' || code === 'no-door') return this.#backOff.next();
    this.#backOff.reset();
    const { claim, keys } = this.#options;
    // What was typed may become right, when the door is freed for instance; a code can be shown again.
    if (claim !== null && this.#code === claim) return REFUSED_MS;
    forgetClaim(keys.folder);
    this.#code = null;
    return null;
  }

  /** Waits for a claim, or for the time to try again with the one there is. */
  async #waitForClaim(waitMs: number | null): Promise<void> {
    this.#watch.start();
    const over = new AbortController();
    // The same question stays open over several waits, so that what is found meanwhile is not lost.
    this.#next ??= this.#watch.next();
    const time =
      waitMs === null ? [] : [sleep(waitMs, 'time' as const, { signal: over.signal }).catch(() => 'time' as const)];
    const found = await Promise.race([this.#next, ...time]);
    over.abort();
    if (found === 'time') return;
    this.#next = null;
    if (found !== null) this.#take(found);
  }

  #take(found: FoundClaim): void {
    if (found.kind === 'unusable') {
      const advice = 'Make a new claim in the dashboard or with "hadir claim new".';
      this.#say({ step: 'failed', problem: found.problem, advice, retryMs: null });
      return;
    }
    this.#say({ step: 'code-read', hub: found.code.h });
    this.#code = found.code;
    this.#backOff.reset();
    if (found.from === 'camera') keepClaim(this.#options.keys.folder, found.code);
  }

  #end(identity: UnitIdentity): UnitIdentity {
    const { keys, claimFiles, log } = this.#options;
    forgetClaim(keys.folder);
    for (const path of removeClaimFiles(claimFiles))
      log.warn({ path }, 'The claim file cannot be removed. The claim is used up; remove the file when you can.');
    return identity;
  }

  #say(step: EnrolmentStep): void {
    const { log, onStep } = this.#options;
    const words = describeStep(step);
    if (step.step === 'failed') log.warn({ step: step.step }, words);
    else log.info({ step: step.step }, words);
    onStep?.(step);
  }
}

function fileClaim(files: readonly string[]): ClaimCode | null {
  for (const path of files) {
    const text = readClaimFile(path);
    const finding = text === null ? null : readFileClaim(text);
    if (finding?.kind === 'claim') return finding.code;
  }
  return null;
}
