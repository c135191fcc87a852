import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LINES, parseImportList } from './parse-import-list.ts';

const list = (text: string) => parseImportList(Buffer.from(text));
const NIP = '198503172010011004';

describe('the list of an import', () => {
  it.each([',', ';', '\t'])('is read with its rows, whatever order its columns have, separated by %j', (separator) => {
    const text = ['No', 'Berkas', 'NIP'].join(separator);
    expect(list(`\uFEFF${text}\r\n1${separator}a.jpg${separator}${NIP}\r\n\r\n`)).toEqual({
      kind: 'read',
      lines: [{ row: 2, nip: NIP, file: 'a.jpg' }],
    });
  });

  it('keeps a file’s name with the separator in quotes', () => {
    expect(list(`nip,file\n${NIP},"Siti, S.Sos.jpg"\n`)).toMatchObject({ lines: [{ file: 'Siti, S.Sos.jpg' }] });
  });

  it('names the row in which a letter is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(`nip;file\n${NIP};a.jpg\n${NIP};Andr`), Buffer.from([0xe9, 0x0a])]);
    expect(parseImportList(bytes)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('Baris 3') });
  });

  it('asks for UTF-8 where a spreadsheet saved UTF-16', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('nip;file', 'utf16le')]);
    expect(parseImportList(bytes)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('UTF-16') });
  });

  it('names the row of a quote that is never closed', () => {
    expect(list(`nip,file\n${NIP},"a.jpg\n`)).toMatchObject({
      kind: 'refused',
      problem: expect.stringMatching(/^Baris \d/),
    });
  });

  it('is refused without its columns, without lines, and with too many', () => {
    expect(list(`nomor,gambar\n${NIP},a.jpg`)).toMatchObject({ kind: 'refused' });
    expect(list('nip,file\n')).toMatchObject({ kind: 'refused' });
    const many = Array.from({ length: MOST_LINES + 1 }, (_, i) => `${NIP},${i}.jpg`).join('\n');
    expect(list(`nip,file\n${many}`)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('5001') });
  });

  it('answers any bytes with lines or with words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const outcome = parseImportList(Buffer.concat([Buffer.from('nip,file\n'), bytes]));
        if (outcome.kind === 'refused') expect(outcome.problem.length).toBeGreaterThan(20);
        else for (const { row } of outcome.lines) expect(row).toBeGreaterThan(1);
      }),
      { numRuns: 200 },
    );
  });
});
