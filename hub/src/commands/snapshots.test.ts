import type { UnitId } from '@hadir/shared/ids';
import type { Order } from '@hadir/shared/wire/command';
import { expect, it } from 'vitest';
import type { CommandSender } from './command-sender.ts';
import { Snapshots } from './snapshots.ts';

const UNIT = 'unit-aaaaaaaa' as UnitId;
const OTHER = 'unit-bbbbbbbb' as UnitId;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

function setUp(patienceMs: number) {
  const sent: Order[] = [];
  let show: (unit: UnitId, payload: Buffer) => void = () => undefined;
  const sender: Pick<CommandSender, 'sendNow'> = {
    sendNow: async (_unit, order) => {
      sent.push(order);
      return true;
    },
  };
  const snapshots = new Snapshots(sender, patienceMs);
  snapshots.listen({
    onSnapshot: (listener) => {
      show = listener;
    },
  });
  const answer = (unit: UnitId) => {
    const [order] = sent;
    if (order?.do === 'snapshot') show(unit, Buffer.concat([Buffer.from(order.id), JPEG]));
  };
  return { snapshots, answer };
}

it('takes the answer of the unit that was asked, and of no other', async () => {
  const { snapshots, answer } = setUp(30_000);
  const taken = snapshots.take(UNIT, 640);
  await Promise.resolve();
  answer(OTHER);
  answer(UNIT);
  expect(await taken).toEqual({ kind: 'picture', jpeg: JPEG });
});

it('gives up after its time', async () => {
  const { snapshots } = setUp(10);
  expect(await snapshots.take(UNIT, 640)).toEqual({ kind: 'no-answer' });
});
