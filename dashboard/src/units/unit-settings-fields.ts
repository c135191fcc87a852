import type { UnitSettings } from '@hadir/shared/wire/command';

/** The settings as a form holds them: empty where the unit's own default holds; the volume in percent. */
export interface SettingsFields {
  minimumScore: number | '';
  minimumLiveness: number | '';
  coolDownSeconds: number | '';
  volume: number | '';
  camera: string;
  language: UnitSettings['language'] | null;
  names: UnitSettings['names'] | null;
}

/** Smallest and largest value, as the contract has them. */
const LIMITS: Partial<Record<keyof SettingsFields, readonly [number, number]>> = {
  minimumScore: [0.2, 0.9],
  minimumLiveness: [0, 1],
  coolDownSeconds: [1, 3_600],
  volume: [0, 100],
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
    camera: settings.camera ?? '',
    language: settings.language ?? null,
    names: settings.names ?? null,
  };
}

export function toSettings(fields: SettingsFields): UnitSettings {
  const { minimumScore, minimumLiveness, coolDownSeconds, volume, language, names } = fields;
  const camera = fields.camera.trim();
  return {
    ...(minimumScore !== '' && { minimumScore }),
    ...(minimumLiveness !== '' && { minimumLiveness }),
    ...(coolDownSeconds !== '' && { coolDownSeconds }),
    ...(volume !== '' && { volume: volume / 100 }),
    ...(camera !== '' && { camera }),
    ...(language && { language }),
    ...(names && { names }),
  };
}
