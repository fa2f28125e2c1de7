import * as v from "valibot";

/** Where an event stands: it counts, or waits for approval. */
export const eventStatuses = ["confirmed", "pending_approval"] as const;
export type EventStatus = (typeof eventStatuses)[number];

export const eventStatus = v.picklist(eventStatuses);
