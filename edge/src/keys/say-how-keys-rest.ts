import type { Logger } from 'pino';
import type { UnitKeys } from './unit-keys.ts';

/** Once at each start: what a stolen card would give away. */
export function sayHowKeysRest({ folder }: UnitKeys, log: Logger): void {
  if (folder.sealed) log.info('The keys are sealed with the key of this board: its card is of no use elsewhere.');
  else
    log.warn(
      'This board offers no key to seal the keys with: whoever takes the card has them. When a card or unit is missing, shut the unit out in the dashboard.',
    );
}
