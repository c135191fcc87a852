import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { CameraSpec } from '../camera/parse-camera-spec.ts';
import { readHardware, readHardwareFacts } from './read-hardware.ts';

describe('readHardware', () => {
  it('names the board and its serial number', () => {
    const tree = temporaryFolder();
    writeFileSync(join(tree, 'model'), 'Raspberry Pi 4 Model B Rev 1.4\0');
    writeFileSync(join(tree, 'serial-number'), '10000000abcdef01\0');
    expect(readHardware(tree)).toBe('Raspberry Pi 4 Model B Rev 1.4, serial 10000000abcdef01');
  });

  it('says what it can of any other machine', () => {
    const hardware = readHardware(join(temporaryFolder(), 'none'));
    expect(hardware).toContain(process.arch);
    expect(hardware.length).toBeLessThanOrEqual(200);
  });
});

describe('readHardwareFacts', () => {
  const rpicam: CameraSpec = { kind: 'rpicam', width: 1280, height: 720, fps: 15 };
  const device = (input: string): CameraSpec => ({
    kind: 'ffmpeg',
    input,
    loop: false,
    from: null,
    seconds: null,
    fps: null,
    width: null,
  });

  function put(root: string, path: string, text: string): void {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  it('names the board, its first piece of network hardware and the sensor on the ribbon', () => {
    const deviceTree = temporaryFolder();
    put(deviceTree, 'model', 'Raspberry Pi 5 Model B Rev 1.0\0');
    put(deviceTree, 'serial-number', '10000000abcdef01\0');
    const sys = temporaryFolder();
    put(sys, 'class/net/docker0/address', '02:42:00:00:00:01\n');
    put(sys, 'class/net/wlan0/device/x', '');
    put(sys, 'class/net/wlan0/address', 'd8:3a:dd:00:00:02\n');
    put(sys, 'class/net/eth0/device/x', '');
    put(sys, 'class/net/eth0/address', 'D8:3A:DD:00:00:01\n');
    put(sys, 'class/video4linux/v4l-subdev0/name', 'imx708_wide 10-001a\n');
    expect(readHardwareFacts(rpicam, { deviceTree, sys })).toEqual({
      model: 'Raspberry Pi 5 Model B Rev 1.0',
      serial: '10000000abcdef01',
      mac: 'd8:3a:dd:00:00:01',
      camera: 'imx708_wide 10-001a',
    });
  });

  it('names a USB camera by its ids and serial number', () => {
    const sys = temporaryFolder();
    const usb = 'devices/usb1/1-1';
    put(sys, `${usb}/idVendor`, '046d\n');
    put(sys, `${usb}/idProduct`, '0825\n');
    put(sys, `${usb}/serial`, 'ABC123\n');
    put(sys, `${usb}/1-1:1.0/x`, '');
    put(sys, 'class/video4linux/video0/name', 'UVC Camera\n');
    symlinkSync(join(sys, usb, '1-1:1.0'), join(sys, 'class/video4linux/video0/device'));
    expect(readHardwareFacts(device('/dev/video0'), { deviceTree: sys, sys }).camera).toBe(
      'UVC Camera 046d 0825 ABC123',
    );
  });

  it('says nothing where the machine says nothing', () => {
    const nowhere = join(temporaryFolder(), 'none');
    const facts = readHardwareFacts(device('rtsp://camera/stream'), { deviceTree: nowhere, sys: nowhere });
    expect(facts).toMatchObject({ serial: null, camera: null });
  });
});
