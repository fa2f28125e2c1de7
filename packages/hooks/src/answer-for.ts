import type { ConsentError } from "@notice-consent/contract";
import type { NoticeRead } from "./use-notice-read.ts";
import type { Person } from "./use-person.ts";

/** Why nothing is known: the service is being asked, nobody is there to ask about, or the error says so. */
export type Unknown = "checking" | "no-person" | ConsentError;

/** What the service has said about a person, or why it has said nothing. */
export type Answer =
  | { readonly status: "unknown"; readonly reason: Unknown }
  | Extract<NoticeRead, { readonly status: "ask" | "already-valid" }>;

/** What is known of a person by a read of a notice. */
export function answerFor(person: Person, read: NoticeRead): Answer {
  switch (person.status) {
    case "unconfigured":
      return { status: "unknown", reason: person.error };
    case "unknown":
      return { status: "unknown", reason: "no-person" };
    case "known":
      break;
    default:
      return person satisfies never;
  }
  switch (read.status) {
    case "reading":
      return { status: "unknown", reason: "checking" };
    case "failed":
      return { status: "unknown", reason: read.error };
    case "already-valid":
    case "ask":
      return read;
    default:
      return read satisfies never;
  }
}
