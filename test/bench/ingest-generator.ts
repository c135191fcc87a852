import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchUnit, type SignedJournal, signJournal } from './ingest-journal.ts';
import { type Link, openLink, publishPacket } from './ingest-link.ts';
import { quantile } from './median.ts';

/*
 * Many units in one process, apart from the hub that they load. Everything is signed before a clock starts, and a
 * unit behaves as a real one does: it keeps a window of entries without a receipt, and goes on when receipts come.
 * Commands come from the parent, one at a time, and each is answered.
 */
export type GeneratorCommand =
  | { readonly do: 'prepare'; readonly file: string; readonly entries: number }
  | { readonly do: 'connect'; readonly port: number }
  | { readonly do: 'live'; readonly seconds: number; readonly window: number }
  | { readonly do: 'paced'; readonly seconds: number; readonly perSecond: number }
  | { readonly do: 'backlog'; readonly seconds: number; readonly run: number; readonly window: number }
  | { readonly do: 'flood'; readonly seconds: number; readonly port: number };

export type GeneratorAnswer =
  | { readonly did: 'prepare' | 'connect' }
  | { readonly did: 'live' | 'backlog' | 'flood'; readonly perSecond: number; readonly left: number }
  | { readonly did: 'paced'; readonly p50Ms: number; readonly p99Ms: number; readonly perSecond: number };

interface Unit {
  readonly facts: BenchUnit;
  readonly topic: string;
  readonly journal: SignedJournal;
  readonly length: number;
  link: Link | null;
  sent: number;
  receipted: number;
  /** When an entry was published, by its number; only while latency is measured. */
  readonly publishedAt: Float64Array;
}

let units: Unit[] = [];
let ca = '';
let receipted = 0;
let refused = 0;
let window = 0;
/** Entries in one message. */
let run = 1;
let latencies: number[] | null = null;

function onReceipt(unit: Unit, jws: Buffer): void {
  const payload = jws.toString('latin1').split('.', 2)[1] ?? '';
  const receipt = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (receipt.answer !== 'held') refused += 1;
  const now = performance.now();
  for (let seq = unit.receipted + 1; seq <= receipt.seq && latencies !== null; seq++) {
    const published = unit.publishedAt[seq] ?? 0;
    if (published > 0) latencies.push(now - published);
  }
  if (receipt.seq > unit.receipted) {
    receipted += receipt.seq - unit.receipted;
    unit.receipted = receipt.seq;
  }
  fill(unit);
}

function fill(unit: Unit): void {
  while (unit.sent - unit.receipted < window && sendNext(unit)) {}
}

/** Sends the next entries in one message. @returns whether there were any */
function sendNext(unit: Unit): boolean {
  const { link, sent, length, journal } = unit;
  if (link === null || sent >= length) return false;
  const last = Math.min(sent + run, length);
  const payload = journal.bytes.subarray((journal.ends[sent] ?? 0) + 1, journal.ends[last]);
  unit.sent = last;
  if (latencies !== null) unit.publishedAt[last] = performance.now();
  link.write(publishPacket(unit.topic, payload, (last % 65_000) + 1));
  return true;
}

const left = () => units.reduce((sum, unit) => sum + unit.length - unit.receipted, 0);
const outstanding = () => units.reduce((sum, unit) => sum + unit.sent - unit.receipted, 0);

async function drain(): Promise<void> {
  window = 0;
  for (let waited = 0; outstanding() > 0; waited += 20) {
    if (waited > 60_000) throw new Error(`${outstanding()} entries were not receipted within 60 s.`);
    await pause(20);
  }
  if (refused > 0) throw new Error(`${refused} receipts were not "held".`);
}

/**
 * Sends through the window for some time.
 * @returns receipted entries a second, without the first third of the time, in which compilers still work
 */
async function throughWindow(seconds: number, entriesInWindow: number): Promise<number> {
  window = entriesInWindow;
  for (const unit of units) fill(unit);
  await pause((seconds * 1_000) / 3);
  const [from, before] = [performance.now(), receipted];
  let [until, after] = [from, before];
  while (performance.now() - from < (seconds * 2_000) / 3) {
    await pause(50);
    // When there is nothing left to send, the rate would fall for want of entries.
    if (units.some((unit) => unit.sent < unit.length)) [until, after] = [performance.now(), receipted];
  }
  const rate = ((after - before) * 1_000) / (until - from);
  await drain();
  return rate;
}

async function paced(seconds: number, perSecond: number): Promise<GeneratorAnswer> {
  latencies = [];
  const from = performance.now();
  let sent = 0;
  while (performance.now() - from < seconds * 1_000) {
    const due = Math.floor(((performance.now() - from) * perSecond) / 1_000);
    for (; sent < due; sent++) {
      const unit = units[sent % units.length];
      if (unit === undefined || !sendNext(unit)) throw new Error('There are not enough signed entries for this rate.');
    }
    await new Promise((resolve) => setImmediate(resolve));
    await pause(1);
  }
  const took = (performance.now() - from) / 1_000;
  await drain();
  const measured = latencies;
  latencies = null;
  return { did: 'paced', p50Ms: quantile(measured, 0.5), p99Ms: quantile(measured, 0.99), perSecond: sent / took };
}

/** QoS 1 messages of an entry's size, as fast as a bare broker acknowledges them. */
async function flood(seconds: number, port: number): Promise<GeneratorAnswer> {
  const payload = Buffer.alloc(850, 65);
  let acknowledged = 0;
  const links = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const packet = publishPacket(`bench/${index}`, payload, 1);
      const link: Link = await openLink({
        port,
        ca,
        clientId: `flood-${index}`,
        onAcknowledged: () => {
          acknowledged += 1;
          link.write(packet);
        },
      });
      return { link, packet };
    }),
  );
  for (const { link, packet } of links) for (let i = 0; i < 32; i++) link.write(packet);
  await pause(seconds * 200);
  const [from, before] = [performance.now(), acknowledged];
  await pause(seconds * 800);
  const perSecond = ((acknowledged - before) * 1_000) / (performance.now() - from);
  for (const { link } of links) link.socket.destroy();
  return { did: 'flood', perSecond, left: 0 };
}

async function obey(command: GeneratorCommand): Promise<GeneratorAnswer> {
  switch (command.do) {
    case 'prepare': {
      const file: { ca: string; units: BenchUnit[] } = JSON.parse(readFileSync(command.file, 'utf8'));
      ca = file.ca;
      units = file.units.map((facts) => ({
        facts,
        topic: `hadir/v1/${facts.id}/journal`,
        journal: signJournal(facts, command.entries),
        length: command.entries,
        link: null,
        sent: 0,
        receipted: 0,
        publishedAt: new Float64Array(command.entries + 1),
      }));
      return { did: 'prepare' };
    }
    case 'connect':
      for (const unit of units) {
        const { id, tlsKey: key, certificate: cert } = unit.facts;
        const onMessage = (payload: Buffer) => onReceipt(unit, payload);
        unit.link = await openLink({
          port: command.port,
          ca,
          clientId: id,
          key,
          cert,
          onMessage,
          subscribeTo: `hadir/v1/${id}/receipt`,
        });
      }
      return { did: 'connect' };
    case 'live':
      run = 1;
      return { did: 'live', perSecond: await throughWindow(command.seconds, command.window), left: left() };
    case 'paced':
      run = 1;
      return paced(command.seconds, command.perSecond);
    case 'backlog':
      run = command.run;
      return { did: 'backlog', perSecond: await throughWindow(command.seconds, command.window), left: left() };
    case 'flood':
      return flood(command.seconds, command.port);
  }
}

process.on('message', (command: GeneratorCommand) => {
  obey(command).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
