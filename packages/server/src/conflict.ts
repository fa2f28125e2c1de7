import type { LinkResult } from "@notice-consent/contract";
import type { HeldContact } from "./consolidate.ts";

/** Which contact of a person. */
export type ContactField = "email" | "mobile";

/** Something that only a person can decide; linking never does it by itself. */
export type IdentityConflict =
  /** The identifier belongs to another primary already. */
  | {
      readonly kind: "alias-of-another";
      readonly orgUserId: string;
      readonly aliasOrgUserId: string;
      readonly otherOrgUserId: string;
    }
  /** The contact is the primary contact of another account. */
  | { readonly kind: "contact-of-another"; readonly orgUserId: string; readonly field: ContactField }
  /** The person's own id is an alias, and the service does not say whose: what was decided under the other reached nobody. */
  | { readonly kind: "id-of-another"; readonly orgUserId: string; readonly aliasOrgUserId: string };

/** Keeps conflicts until somebody has looked at them. Identifiers in it may be e-mail addresses and phone numbers. */
export interface ConflictStore {
  /** Keeps a conflict; one that is kept already stays as it is. */
  add(conflict: IdentityConflict): Promise<void>;
  list(): Promise<readonly IdentityConflict[]>;
  remove(conflict: IdentityConflict): Promise<void>;
}

/** Conflicts as they come and as they wait. */
export interface ConflictReview {
  report(
    orgUserId: string,
    aliases: LinkResult["conflicts"],
    contacts: readonly Pick<HeldContact, "field">[],
  ): Promise<void>;
  /** Aliases that found no primary, because the id they were to be linked to is itself one. */
  reportUnlinked(orgUserId: string, aliasOrgUserIds: readonly string[]): Promise<void>;
  list(): Promise<readonly IdentityConflict[]>;
  /** Takes a conflict off the list, once it is decided. */
  resolve(conflict: IdentityConflict): Promise<void>;
}

/** A review over a store, or over none: nothing waits then. What `onConflict` throws is lost. */
export function createConflictReview(
  store: ConflictStore | undefined,
  onConflict: ((conflict: IdentityConflict) => void | Promise<void>) | undefined,
): ConflictReview {
  async function tell(conflicts: readonly IdentityConflict[]): Promise<void> {
    for (const conflict of conflicts) {
      await store?.add(conflict);
      try {
        await onConflict?.(conflict);
      } catch {
        // A listener of the host's must not undo what was linked.
      }
    }
  }

  return {
    report: (orgUserId, aliases, contacts) =>
      tell([
        ...aliases.map(({ org_user_id, existing_primary_org_user_id }) => ({
          kind: "alias-of-another" as const,
          orgUserId,
          aliasOrgUserId: org_user_id,
          otherOrgUserId: existing_primary_org_user_id,
        })),
        ...contacts.map(({ field }) => ({ kind: "contact-of-another" as const, orgUserId, field })),
      ]),
    reportUnlinked: (orgUserId, aliasOrgUserIds) =>
      tell(aliasOrgUserIds.map((aliasOrgUserId) => ({ kind: "id-of-another" as const, orgUserId, aliasOrgUserId }))),
    list: async () => (await store?.list()) ?? [],
    resolve: async (conflict) => store?.remove(conflict),
  };
}

/** Names a conflict; equal conflicts have equal keys. */
export function conflictKey(conflict: IdentityConflict): string {
  return JSON.stringify([conflict.kind, conflict.orgUserId, ...aboutOf(conflict)]);
}

function aboutOf(conflict: IdentityConflict): readonly string[] {
  switch (conflict.kind) {
    case "alias-of-another":
      return [conflict.aliasOrgUserId, conflict.otherOrgUserId];
    case "contact-of-another":
      return [conflict.field];
    case "id-of-another":
      return [conflict.aliasOrgUserId];
    default:
      return conflict satisfies never;
  }
}

/** Conflicts in the memory of this process, gone when it ends. */
export function memoryConflictStore(): ConflictStore {
  const kept = new Map<string, IdentityConflict>();
  return {
    async add(conflict) {
      const key = conflictKey(conflict);
      if (!kept.has(key)) kept.set(key, conflict);
    },
    list: async () => [...kept.values()],
    remove: async (conflict) => void kept.delete(conflictKey(conflict)),
  };
}
