import { readFileSync } from 'node:fs';
import { arch, cpus, hostname } from 'node:os';

/** @returns the board's model and serial number where the machine knows them, else what the operating system says; at most 200 characters. */
export function readHardware(deviceTree = '/proc/device-tree'): string {
  const model = readText(`${deviceTree}/model`);
  if (model === null)
    return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${arch()}, ${hostname()}`.slice(0, 200);
  const serial = readText(`${deviceTree}/serial-number`);
  return `${model}${serial === null ? '' : `, serial ${serial}`}`.slice(0, 200);
}

function readText(path: string): string | null {
  try {
    // Device tree strings end with a zero byte.
    return readFileSync(path, 'utf8').replaceAll('\0', '').trim() || null;
  } catch {
    return null;
  }
}
