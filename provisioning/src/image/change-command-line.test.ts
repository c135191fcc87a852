import { expect, it } from 'vitest';
import { changeCommandLine } from './change-command-line.ts';

it('keeps the root partition from taking the whole card, and leaves the rest of the line', () => {
  const line = 'console=tty1 root=PARTUUID=1234-02 rootfstype=ext4 rootwait resize ds=nocloud;i=rpi-imager-1\n';
  const changed = 'console=tty1 root=PARTUUID=1234-02 rootfstype=ext4 rootwait ds=nocloud;i=rpi-imager-1\n';
  expect(changeCommandLine(line)).toBe(changed);
  expect(changeCommandLine(changed)).toBe(changed);
});
