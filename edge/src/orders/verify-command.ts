import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { Command } from '@hadir/shared/wire/command';
import { Compile } from 'typebox/compile';

export type CommandOutcome =
  | { readonly kind: 'accepted'; readonly command: Command }
  /** Delivered before: nothing to do, and nothing to worry about. */
  | { readonly kind: 'repeated'; readonly number: number }
  | { readonly kind: 'refused'; readonly reason: string };

export interface CommandContext {
  readonly unit: string;
  /** Pinned when the unit was claimed. */
  readonly hubKey: Ed25519Jwk;
  /** Number of the last command that was taken. */
  readonly lastNumber: number;
  /** A time that is certainly past, milliseconds since 1970; null where the unit knows of none. */
  readonly earliestNow: number | null;
}

const commandSchema = Compile(Command);

/**
 * Checks an order of the hub: its signature before anything of it is parsed, then for whom it is, its number and its
 * expiry.
 *
 * The number is what keeps an old order from being replayed. Expiry comes on top of it, and is judged only against a
 * time that is certainly past (see `HubTime`): a unit whose clock is wrong must still get its roster, so an order never
 * counts as expired because of a clock that nobody vouches for.
 */
export function verifyCommand(text: string, context: CommandContext): CommandOutcome {
  const refuse = (reason: string): CommandOutcome => ({ kind: 'refused', reason });
  const jws = splitJws(text);
  if (jws === null || !isSignedBy(jws, 'hadir-command', context.hubKey))
    return refuse("it does not carry the hub's signature");
  const command: unknown = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
  if (!commandSchema.Check(command)) {
    const [first] = commandSchema.Errors(command);
    return refuse(`its field ${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}`);
  }
  if (command.unit !== context.unit) return refuse(`it is for ${command.unit}`);
  if (command.number <= context.lastNumber) return { kind: 'repeated', number: command.number };
  const expires = Date.parse(command.expiresAt);
  if (Number.isNaN(expires)) return refuse('its field /expiresAt is not a time');
  if (context.earliestNow !== null && context.earliestNow > expires)
    return refuse(`it expired at ${command.expiresAt}`);
  return { kind: 'accepted', command };
}
