import { customType, timestamp } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
/** With its zone and to the millisecond, as entries say it. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
