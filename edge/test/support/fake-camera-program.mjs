/**
 * A camera program for tests: node fake-camera-program.mjs WORD... prints, one after the other,
 * `whole` a picture, `half` the first half of one, `noise` bytes that are none, `file:PATH` and `half:PATH` a file or
 * its first half, `flood` the beginning of a picture that goes on for 20 MB; `fail` ends with exit code 3 and a
 * complaint, `end` with 0, `stall` prints nothing any more, `deaf` does the same and ignores SIGTERM.
 */
import { readFileSync } from 'node:fs';

const whole = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 3, 1, 5, 6, 7, 8, 0xff, 0xd9]);
const print = (bytes) => new Promise((resolve) => process.stdout.write(bytes, resolve));

for (const word of process.argv.slice(2)) {
  const path = word.slice(word.indexOf(':') + 1);
  if (word === 'whole') await print(whole);
  if (word === 'half') await print(whole.subarray(0, 14));
  if (word === 'noise') await print(Buffer.from('no picture at all'));
  if (word.startsWith('file:')) await print(readFileSync(path));
  if (word.startsWith('half:')) await print(readFileSync(path).subarray(0, readFileSync(path).length / 2));
  if (word === 'flood') {
    await print(whole.subarray(0, 14));
    for (let i = 0; i < 20; i++) await print(Buffer.alloc(1_048_576, 7));
  }
  if (word === 'end') process.exit(0);
  if (word === 'fail') {
    process.stderr.write('cannot open rtsp://user:secret@10.0.0.9/stream\n', () => process.exit(3));
    await new Promise(() => undefined);
  }
  if (word === 'deaf') process.on('SIGTERM', () => undefined);
  if (word === 'stall' || word === 'deaf') await new Promise((resolve) => setTimeout(resolve, 3_600_000));
}
