import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { readHardware } from './read-hardware.ts';

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
