/** For so many days somebody may use a one-time password for the first time. */
export const ONE_TIME_DAYS = 30;
/** Of a password of one's own, in characters as people count them. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
