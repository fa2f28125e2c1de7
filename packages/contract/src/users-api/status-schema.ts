import type { HeldConsents, HeldPurpose } from "./consents.ts";
import type { Moment } from "./status-event.ts";

/** Something that the person refused last, and since when. */
export interface Refusal {
  readonly purpose: string;
  /** A preference of it; `undefined` for the purpose as a whole. */
  readonly preference: string | undefined;
  readonly at: string;
}

/** How one of the two schemas turns moments into purposes. */
export interface StatusSchema {
  /** Times at which something happens beside the events. */
  readonly times: readonly string[];
  apply(moment: Moment): void;
  read(): Pick<HeldConsents, "channels"> & { readonly purposes: HeldPurpose[] };
  refusals(): readonly Refusal[];
  /** Dotted paths of what came from the level above. */
  propagated(): readonly string[];
}
