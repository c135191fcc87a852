import { describe, expect, it } from 'vitest';
import { readNips } from './read-nips.ts';

describe('a pasted list of NIPs', () => {
  it('is read out of lists and spreadsheets, with spaces, dots and names around, each once', () => {
    const pasted =
      "No\tNama\tNIP\r\n1\tPegawai Satu\t19800101 201003 1 001\r\n2\tPegawai Dua\t'198001012010031002\n19800101.201003.1.002; 198001012010031003";
    expect(readNips(pasted)).toEqual(['198001012010031001', '198001012010031002', '198001012010031003']);
  });

  it('keeps a number with a digit too few, so that it can be named, and no other number', () => {
    expect(readNips('19800101201003100\n0811-2233\n2026')).toEqual(['19800101201003100']);
    expect(readNips('  \n')).toEqual([]);
  });
});
