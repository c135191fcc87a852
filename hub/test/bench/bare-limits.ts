import { randomBytes } from 'node:crypto';
import { createServer } from 'node:tls';
import { Aedes } from 'aedes';
import sodium from 'sodium-native';
import { openBenchHub } from './open-bench-hub.ts';

/**
 * What the parts can do by themselves, in the same run as the whole. Argument: data folder of a running hub.
 * Prints one JSON line with the two limits that need nobody else; then serves a bare aedes for a generator, on the
 * port that it prints, until standard input ends, and prints how many messages its subscriber got.
 */
const ENTRY_BYTES = 850;
const { sql, authority } = await openBenchHub(process.argv[2] ?? '');

function verifiedPerSecond(milliseconds: number): number {
  const publicKey = Buffer.alloc(32);
  const secretKey = Buffer.alloc(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, randomBytes(32));
  const message = randomBytes(ENTRY_BYTES);
  const signature = Buffer.alloc(64);
  sodium.crypto_sign_detached(signature, message, secretKey);
  let count = 0;
  const from = performance.now();
  while (performance.now() - from < milliseconds)
    for (let i = 0; i < 100; i++) if (sodium.crypto_sign_verify_detached(signature, message, publicKey)) count += 1;
  return (count * 1_000) / (performance.now() - from);
}

/** Rows of the size and shape of entries, 2,000 a transaction, into a table with the same index. */
async function rowsPerSecond(milliseconds: number): Promise<number> {
  await sql`CREATE TABLE bench_entries (LIKE entries INCLUDING ALL)`;
  const rows = 2_000;
  const jws = randomBytes((ENTRY_BYTES * 3) / 4).toString('base64url');
  const hash = randomBytes(32).toString('base64url');
  const repeat = (value: string) => new Array<string>(rows).fill(value).join();
  const at = repeat(new Date().toISOString());
  let stored = 0;
  const from = performance.now();
  while (performance.now() - from < milliseconds) {
    const numbers = Array.from({ length: rows }, (_, index) => stored + index).join();
    await sql`
      INSERT INTO bench_entries (unit, binding, seq, type, hash, jws, at)
      SELECT * FROM unnest(
        string_to_array(${repeat('unit-00000000')}, ','), string_to_array(${repeat('1')}, ',')::int[],
        string_to_array(${numbers}, ',')::int[], string_to_array(${repeat('punch')}, ','),
        string_to_array(${repeat(hash)}, ','), string_to_array(${repeat(jws)}, ','),
        string_to_array(${at}, ',')::timestamptz[])`;
    stored += rows;
  }
  const rate = (stored * 1_000) / (performance.now() - from);
  await sql`DROP TABLE bench_entries`;
  return rate;
}

const ed25519PerSec = verifiedPerSecond(1_500);
const unnestRowsPerSec = await rowsPerSecond(3_000);
await sql.end();
const broker = await Aedes.createBroker();
let delivered = 0;
broker.subscribe(
  'bench/#',
  (_packet, done) => {
    delivered += 1;
    done();
  },
  () => undefined,
);
const server = createServer(authority.serverCredentials(), (socket) => void broker.handle(socket));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(JSON.stringify({ ed25519PerSec, unnestRowsPerSec, port }));
});
process.stdin.resume().once('end', () => {
  console.log(JSON.stringify({ delivered }));
  process.exit(0);
});
