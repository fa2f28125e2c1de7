import type { HeldConsents, HeldPurpose } from "./consents.ts";
import type { Moment } from "./status-event.ts";

/** How one of the two schemas turns moments into purposes. */
export interface StatusSchema {
  /** Times at which something happens beside the events. */
  readonly times: readonly string[];
  apply(moment: Moment): void;
  read(): Pick<HeldConsents, "channels"> & { readonly purposes: HeldPurpose[] };
  /** Dotted paths of what came from the level above. */
  propagated(): readonly string[];
}
