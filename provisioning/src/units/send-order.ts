import { setTimeout as pause } from 'node:timers/promises';
import type { NewCommand, UnitHistory } from '@hadir/shared/api/units';
import type { UnitId } from '@hadir/shared/ids';
import type { Static } from 'typebox';
import { HadirError } from '../hadir-error.ts';
import type { HubSession } from '../hub/hub-session.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';

type Order = UnitHistory['commands'][number];

interface Follow {
  readonly wait: boolean;
  readonly timeout: string;
  readonly json: boolean;
}

const POLL_MS = 500;

/** Hands an order to the hub and, with `--wait`, waits for the unit's signed answer. @throws HadirError */
export async function sendOrder(
  unit: UnitId,
  order: Static<typeof NewCommand>,
  args: Follow,
  session: HubSession,
  surroundings: Surroundings,
): Promise<void> {
  const { now, print, tell } = surroundings;
  const seconds = readWholeNumber('--timeout', args.timeout, 1, 31_536_000);
  const before = await session.get<UnitHistory>(`/api/units/${unit}/history`);
  const known = new Set(before.commands.map(identify));
  await session.post(`/api/units/${unit}/commands`, order);
  const giveUpAt = now().getTime() + seconds * 1_000;
  let mine: Order | undefined;
  for (;;) {
    const { commands } = await session.get<UnitHistory>(`/api/units/${unit}/history`);
    mine = commands.find((one) => one.do === order.do && !known.has(identify(one)));
    if (!args.wait || (mine !== undefined && mine.state !== 'waiting') || now().getTime() >= giveUpAt) break;
    await pause(POLL_MS);
  }
  print(args.json ? JSON.stringify(mine ?? { do: order.do, state: 'waiting' }) : describe(unit, order.do, mine));
  if (mine?.state === 'refused' || mine?.state === 'expired')
    throw new HadirError('failed', `The order was not carried out: ${mine.detail ?? mine.state}.`);
  if (args.wait && mine?.state !== 'done' && mine?.state !== 'sent')
    throw new HadirError('failed', `${unit} has not answered within ${seconds} s. The order waits for it for one day.`);
  if (!args.wait) tell(`It reaches the unit when that is connected. See: hadir unit show ${unit}`);
}

function describe(unit: UnitId, name: string, order: Order | undefined): string {
  return `${name} for ${unit}: ${order?.state ?? 'waiting'}${order?.detail ? `: ${order.detail}` : ''}`;
}

/** The number comes only when an order is first sent; what and when it was issued stays. */
function identify(order: Order): string {
  return `${order.do} ${order.issuedAt}`;
}
