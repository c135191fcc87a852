import { type RunProgram, runProgram } from '../run-program.ts';

/** Bytes of the key, as words of four. */
const WORDS = 8;
/** Mailbox tag "get device private key"; see `rpi-otp-private-key` of rpi-eeprom and the Raspberry Pi documentation. */
const GET_PRIVATE_KEY = '0x00030081';
/** Buffer size, response code, tag, size of the value, its response code, first row and number of rows come before the key. */
const WORDS_BEFORE = 7;

/**
 * Reads the key that was written once into the board's one-time programmable memory. It is on no card, so what is
 * sealed with it is of no use on another board.
 * @returns 32 bytes, or null where the machine is no Raspberry Pi, has an older firmware, may not be asked by this
 * user, or where nobody has written such a key.
 */
export async function readDeviceKey(run: RunProgram = runProgram): Promise<Buffer | null> {
  const size = String(8 + 4 * WORDS);
  const asked = [GET_PRIVATE_KEY, size, size, '0', String(WORDS), ...Array.from({ length: WORDS }, () => '0')];
  const answer = await run('vcmailbox', asked);
  if (answer.kind === 'missing' || answer.code !== 0) return null;
  const words = answer.output
    .trim()
    .split(/\s+/)
    .slice(WORDS_BEFORE, WORDS_BEFORE + WORDS);
  if (words.length !== WORDS || !words.every((word) => /^0x[0-9a-fA-F]{8}$/.test(word))) return null;
  const key = Buffer.from(words.map((word) => word.slice(2)).join(''), 'hex');
  return key.every((byte) => byte === 0) ? null : key;
}
