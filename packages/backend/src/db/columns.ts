import { sql } from "drizzle-orm";
import { customType, timestamp } from "drizzle-orm/pg-core";

/** A point in time, kept to the microsecond and read as a `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the database wrote the row. */
export const createdAt = () =>
  moment("created_at")
    .notNull()
    .default(sql`clock_timestamp()`);

/** Text that sorts by its bytes, so that PostgreSQL and PGlite order it alike. */
export const bytewiseText = customType<{ data: string }>({ dataType: () => `text COLLATE "C"` });
