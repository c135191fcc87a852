import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { arch, cpus, hostname, networkInterfaces } from 'node:os';
import { basename, join } from 'node:path';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { CameraSpec } from '../camera/parse-camera-spec.ts';

/** @returns the board's model and serial number where the machine knows them, else what the operating system says; at most 200 characters. */
export function readHardware(deviceTree = '/proc/device-tree'): string {
  const model = readText(`${deviceTree}/model`);
  if (model === null)
    return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${arch()}, ${hostname()}`.slice(0, 200);
  const serial = readText(`${deviceTree}/serial-number`);
  return `${model}${serial === null ? '' : `, serial ${serial}`}`.slice(0, 200);
}

interface HardwarePlaces {
  readonly deviceTree?: string;
  /** /sys */
  readonly sys?: string;
}

/**
 * What the hardware says of itself, null where it says nothing. None of it is a secret or a proof: it shows that a card
 * was moved to another board, or a camera exchanged.
 */
export function readHardwareFacts(
  camera: CameraSpec,
  { deviceTree = '/proc/device-tree', sys = '/sys' }: HardwarePlaces = {},
): HardwareFacts {
  return {
    model: readText(`${deviceTree}/model`) ?? fact(cpus()[0]?.model),
    serial: readText(`${deviceTree}/serial-number`),
    mac: readMac(join(sys, 'class/net')),
    camera: readCamera(camera, join(sys, 'class/video4linux')),
  };
}

/** @returns the address of the first interface that is a piece of hardware, by name: eth0 comes before wlan0. */
function readMac(folder: string): string | null {
  const real = list(folder).filter((name) => existsSync(join(folder, name, 'device')));
  const addresses = real.map((name) => readText(join(folder, name, 'address')));
  const others = Object.entries(networkInterfaces())
    .filter(([, entries]) => entries?.some(({ internal }) => !internal))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, entries]) => entries?.[0]?.mac ?? null);
  return [...addresses, ...others].find((mac) => mac !== null && !/^[0:]*$/.test(mac))?.toLowerCase() ?? null;
}

function readCamera(spec: CameraSpec, folder: string): string | null {
  switch (spec.kind) {
    case 'rpicam':
    case 'raspistill': {
      // The sensors of cameras on a ribbon cable, for instance "imx708 10-001a".
      const sensors = list(folder).filter((name) => name.startsWith('v4l-subdev'));
      return fact(sensors.map((name) => readText(join(folder, name, 'name'))).join(', '));
    }
    case 'ffmpeg':
      return spec.input.startsWith('/dev/video') ? readVideoDevice(join(folder, basename(spec.input))) : null;
    case 'folder':
    case 'command':
      return null;
  }
}

/** @returns the name, and for USB the ids and the serial number where the camera has one. */
function readVideoDevice(device: string): string | null {
  const name = readText(join(device, 'name'));
  if (name === null) return null;
  const usb = join(realPath(join(device, 'device')), '..');
  const ids = ['idVendor', 'idProduct', 'serial'].map((file) => readText(join(usb, file)));
  return fact([name, ...ids].filter((part) => part !== null).join(' '));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function fact(text: string | undefined): string | null {
  return text?.trim().slice(0, 200) || null;
}

function readText(path: string): string | null {
  try {
    // Device tree strings end with a zero byte.
    return fact(readFileSync(path, 'utf8').replaceAll('\0', ''));
  } catch {
    return null;
  }
}
