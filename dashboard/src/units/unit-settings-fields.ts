import type { UnitSettings } from '@hadir/shared/wire/command';

/** The settings as a form holds them: empty where the unit's own default holds; the volume in percent. */
export interface SettingsFields {
  minimumScore: number | '';
  minimumLiveness: number | '';
  coolDownSeconds: number | '';
  volume: number | '';
  assistedPerDay: number | '';
  camera: string;
  language: UnitSettings['language'] | null;
  names: UnitSettings['names'] | null;
  challenge: UnitSettings['challenge'] | null;
}

/** Smallest and largest value, as the contract has them. */
const LIMITS: Partial<Record<keyof SettingsFields, readonly [number, number]>> = {
  minimumScore: [0.2, 0.9],
  minimumLiveness: [0, 1],
  coolDownSeconds: [1, 3_600],
  volume: [0, 100],
  assistedPerDay: [0, 1_000],
};

/** @returns the limits that the value breaks; null where it keeps them or is empty. */
export function outOfRange(
  field: keyof SettingsFields,
  value: SettingsFields[keyof SettingsFields] | undefined,
): readonly [number, number] | null {
  const limits = LIMITS[field];
  if (limits === undefined || typeof value !== 'number') return null;
  return value < limits[0] || value > limits[1] ? limits : null;
}

export function fromSettings(settings: UnitSettings): SettingsFields {
  return {
    minimumScore: settings.minimumScore ?? '',
    minimumLiveness: settings.minimumLiveness ?? '',
    coolDownSeconds: settings.coolDownSeconds ?? '',
    volume: settings.volume === undefined ? '' : Math.round(settings.volume * 100),
    assistedPerDay: settings.assistedPerDay ?? '',
    camera: settings.camera ?? '',
    language: settings.language ?? null,
    names: settings.names ?? null,
    challenge: settings.challenge ?? null,
  };
}

/** @param held what the unit is to have now: what this form does not show stays as it is. */
export function toSettings(fields: SettingsFields, held: UnitSettings = {}): UnitSettings {
  const { minimumScore, minimumLiveness, coolDownSeconds, volume, assistedPerDay, language, names, challenge } = fields;
  const { evidence, alarmAttacks, alarmMinutes } = held;
  const camera = fields.camera.trim();
  return {
    ...(minimumScore !== '' && { minimumScore }),
    ...(minimumLiveness !== '' && { minimumLiveness }),
    ...(coolDownSeconds !== '' && { coolDownSeconds }),
    ...(volume !== '' && { volume: volume / 100 }),
    ...(assistedPerDay !== '' && { assistedPerDay }),
    ...(challenge && { challenge }),
    ...(evidence !== undefined && { evidence }),
    ...(alarmAttacks !== undefined && { alarmAttacks }),
    ...(alarmMinutes !== undefined && { alarmMinutes }),
    ...(camera !== '' && { camera }),
    ...(language && { language }),
    ...(names && { names }),
  };
}
