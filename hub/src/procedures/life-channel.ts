/** Every hub hears on this channel that something happened to a unit (its id) which a procedure may wait for. */
export const LIFE_CHANNEL = 'hadir_life';
