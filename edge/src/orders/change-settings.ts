import type { OrderOf, UnitSettings } from '@hadir/shared/wire/command';
import { parseCameraSpec } from '../camera/parse-camera-spec.ts';
import { answerOrder } from './answer-order.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

type SettingsTask = Extract<Task, { kind: 'settings' }>;

/**
 * Replaces all settings from afar. One that names another camera is tried first: where no picture comes from it, the
 * settings stay as they are, the camera too, and the order is refused.
 */
export async function changeSettings(
  { settings }: OrderOf<'settings'>,
  number: number,
  hands: UnitHands,
): Promise<void> {
  const spec = settings.camera === undefined ? null : parseCameraSpec(settings.camera);
  if (spec?.ok === false) {
    await refuse(number, `camera: ${spec.problem}`, hands);
    return;
  }
  if (settings.camera === hands.orders.settings().camera) {
    await apply(number, settings, hands);
    return;
  }
  const task: SettingsTask = { kind: 'settings', number, settings };
  if (hands.keep({ number, task })) await resumeSettings(task, hands);
}

/** The trial of another camera, also after it was interrupted. */
export async function resumeSettings({ number, settings }: SettingsTask, hands: UnitHands): Promise<void> {
  hands.log.info({ step: 'trial', number }, 'Another camera is tried.');
  const problem = await hands.service.tryCamera(settings.camera ?? null, hands.signal);
  // Stopped in the middle: nothing is known yet, and the next start tries again.
  if (hands.signal.aborted) return;
  if (problem === null) await apply(number, settings, hands);
  else await refuse(number, `camera: ${problem}`, hands);
}

async function apply(number: number, settings: UnitSettings, hands: UnitHands): Promise<void> {
  const detail = `In force: ${Object.keys(settings).join(', ') || "the unit's own defaults"}.`;
  answerOrder(hands, { number, order: 'settings', outcome: 'done', detail }, { settings, task: null });
  await hands.service.settingsChanged();
  hands.statusChanged();
}

async function refuse(number: number, problem: string, hands: UnitHands): Promise<void> {
  const detail = `${problem}. The settings stay as they were.`;
  answerOrder(hands, { number, order: 'settings', outcome: 'refused', detail }, { task: null });
  await hands.service.settingsChanged();
}
