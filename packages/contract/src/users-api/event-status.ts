import * as v from "valibot";

/** Where an event stands: it counts, or waits for approval. */
export const eventStatuses = ["confirmed", "pending_approval"] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** Whether a status may follow another one: what was approved stays approved. */
export function mayBecome(from: EventStatus, to: EventStatus): boolean {
  return from === to || to === "confirmed";
}

export const eventStatus = v.picklist(eventStatuses);
