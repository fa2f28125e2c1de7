import { blockingElements } from "./blocking.ts";
import type { NoticeRules } from "./coverage.ts";
import { choiceOf, type Draft } from "./draft.ts";

/** A blocking data element that is not ticked. */
export interface MissingElement {
  readonly purposeUuid: string;
  readonly elementUuid: string;
}

/**
 * Whether the choice on screen can be saved.
 * `nothing-chosen`: nothing is blocking and nothing is ticked, so a save would be a decline by another name.
 */
export type Validation =
  | { readonly status: "complete" }
  | { readonly status: "incomplete"; readonly reason: "required-missing"; readonly missing: readonly MissingElement[] }
  | { readonly status: "incomplete"; readonly reason: "nothing-chosen"; readonly missing: readonly [] };

/** Is what is on screen complete? Every blocking element has to be ticked, under both rules, and something chosen. */
export function validate(notice: NoticeRules, draft: Draft): Validation {
  const missing = notice.active_config.purposes.flatMap((purpose) =>
    blockingElements(purpose)
      .filter(({ uuid }) => choiceOf(draft, purpose.uuid).elements[uuid] !== true)
      .map(({ uuid }) => ({ purposeUuid: purpose.uuid, elementUuid: uuid })),
  );
  if (missing.length > 0) return { status: "incomplete", reason: "required-missing", missing };
  const chosen = notice.active_config.purposes.some(({ uuid }) => choiceOf(draft, uuid).selected);
  return chosen ? { status: "complete" } : { status: "incomplete", reason: "nothing-chosen", missing: [] };
}
