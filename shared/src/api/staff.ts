import { type Static, Type } from 'typebox';
import { DayStatus } from './attendance.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** One day of everybody about whom the reader decides, whatever his role. */
export const StaffDays = Type.Object({
  day: Type.String(),
  staff: Type.Array(
    Type.Object({
      employee: Type.Object({
        id: Type.String(),
        name: Type.String(),
        nip: Type.String(),
        position: Nullable(Type.String()),
        opdName: Type.String(),
      }),
      /** Of the place of work, by whose clock the times are read. */
      zone: Type.String(),
      /** Null where no rule says how he works on that day. */
      status: Nullable(DayStatus),
      arrival: Nullable(Type.String()),
      departure: Nullable(Type.String()),
      lateMinutes: Type.Integer(),
      earlyMinutes: Type.Integer(),
    }),
  ),
});
export type StaffDays = Static<typeof StaffDays>;
