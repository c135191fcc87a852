import { parseUnitId, type UnitId } from '../ids.ts';

/**
 * Every MQTT topic, spelled once. A unit publishes and subscribes only under its own id.
 *
 * | topic | direction | payload | QoS, retained |
 * |---|---|---|---|
 * | hadir/v1/UNIT/journal | unit to hub | entries as compact JWS, oldest first, one a line | 1, no |
 * | hadir/v1/UNIT/status | unit to hub | `UnitStatus` as JSON; the will says offline | 1, yes |
 * | hadir/v1/UNIT/snapshot | unit to hub | 36 bytes id of the order, then a JPEG; empty where there is no picture | 0, no |
 * | hadir/v1/UNIT/picture | unit to hub | header as JWS, newline, sealed picture as JWE; see `picture.ts` | 1, no |
 * | hadir/v1/UNIT/receipt | hub to unit | `Receipt` or `PictureReceipt` as JWS of the hub | 0, no: it is said again |
 * | hadir/v1/UNIT/command | hub to unit | `Command` as JWS of the hub | 1, no |
 */
export const UNIT_CHANNELS = ['journal', 'status', 'snapshot', 'picture', 'receipt', 'command'] as const;
export type UnitChannel = (typeof UNIT_CHANNELS)[number];

export const MAX_MESSAGE_BYTES = 1_048_576;
/** Entries in one message, at most. */
export const MAX_RUN = 200;

export function unitTopic(unit: UnitId, channel: UnitChannel): string {
  return `hadir/v1/${unit}/${channel}`;
}

/** What a hub subscribes to; with a group, several hubs share the work (`$share`, MQTT 5). */
export function hubFilter(channel: 'journal' | 'status' | 'snapshot' | 'picture', group?: string): string {
  return `${group === undefined ? '' : `$share/${group}/`}hadir/v1/+/${channel}`;
}

export function parseTopic(topic: string): { unit: UnitId; channel: UnitChannel } | null {
  const [root, version, id, channel, ...rest] = topic.split('/');
  if (root !== 'hadir' || version !== 'v1' || rest.length > 0) return null;
  const unit = parseUnitId(id ?? '');
  const known = UNIT_CHANNELS.find((name) => name === channel);
  return unit !== null && known !== undefined ? { unit, channel: known } : null;
}
