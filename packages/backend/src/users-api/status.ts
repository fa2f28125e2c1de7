import type { InstanceKeys } from "../auth/instance-keys.ts";
import {
  consentsOfNotice,
  type HeldConsents,
  instant,
  type NoticeChoice,
  type StatusEvent,
  statusOf,
} from "@notice-consent/contract/users-api";
import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { grants } from "../db/schema.ts";
import { type Grant, grantEnded } from "../ledger/grants.ts";
import { readBareChoices } from "./choices.ts";
import { readStandingEvents, type StoredEvent } from "./event-store.ts";
import { openEvent } from "./event-words.ts";
import type { WorkspaceSettings } from "./settings.ts";

/** A decision on a notice as it stands, and whether its end has come. */
export interface DecidedGrant {
  readonly grant: Grant;
  readonly ended: boolean;
}

/** The statuses of some persons under one regulation, by the uuid of the primary. */
export async function readStatuses(
  tx: Queryable,
  keys: InstanceKeys,
  settings: WorkspaceSettings,
  regulation: string,
  headUuids: readonly string[],
): Promise<ReadonlyMap<string, HeldConsents>> {
  const uuids = [...new Set(headUuids)];
  const events = (await readStandingEvents(tx, uuids)).filter(({ row }) => row.regulation === regulation);
  const decided = regulation === settings.regulation ? await readGrantsOf(tx, uuids) : [];
  return new Map(
    uuids.map((uuid) => {
      const own = events.filter(({ row }) => row.personUuid === uuid && row.status === "confirmed");
      const grantsOfOwn = decided.filter(({ grant }) => grant.personUuid === uuid);
      return [uuid, computeStatus(keys, settings, regulation, own, grantsOfOwn)];
    }),
  );
}

/** The status that confirmed events and decisions on notices amount to. */
export function computeStatus(
  keys: InstanceKeys,
  settings: WorkspaceSettings,
  regulation: string,
  events: readonly StoredEvent[],
  decided: readonly DecidedGrant[],
): HeldConsents {
  const stated = [...events].sort((one, other) => (one.row.recordedAt < other.row.recordedAt ? -1 : 1));
  const known = new Set(stated.map(({ row }) => row.uuid));
  const { consents } = statusOf({
    settings: { schema_version: settings.schemaVersion, future_children: settings.futureChildren },
    catalogue: settings.catalogue,
    regulation,
    events: [
      ...stated.map((event, sequence): StatusEvent => {
        const words = openEvent(keys, event);
        return {
          kind: "choice",
          at: event.row.effectiveAt,
          regulation,
          sequence,
          consents: words?.consents ?? readBareChoices(event.row.choices),
          isErased: words === undefined,
        };
      }),
      ...decided
        // A grant that an event here ended is told by that event.
        .filter(({ grant }) => !known.has(grant.eventUuid))
        .flatMap((grant, index) => statementsOf(settings, grant, index)),
    ],
  });
  return consents;
}

function statementsOf(settings: WorkspaceSettings, timed: DecidedGrant, sequence: number): readonly StatusEvent[] {
  const { grant } = timed;
  const choice: StatusEvent = {
    kind: "choice",
    at: grant.decidedAt,
    regulation: settings.regulation,
    sequence,
    consents: consentsOfNotice(settings.schemaVersion, [choiceOf(grant)]),
    isAsShown: true,
  };
  const end = endOf(settings, timed);
  if (end === undefined) return [choice];
  // Never at the moment of the decision itself, which would come after it.
  const at = end > grant.decidedAt ? end : `${grant.decidedAt}~`;
  const { regulation } = settings;
  return [choice, { regulation, kind: "lapse", at, decidedAt: grant.decidedAt, purposes: [grant.purposeUuid] }];
}

function choiceOf({ purposeUuid, selected, dataElements }: Grant): NoticeChoice {
  const elements = Object.entries(dataElements).map(([uuid, element]) => ({ uuid, selected: element.selected }));
  return { purpose_uuid: purposeUuid, selected, data_elements: elements };
}

/** When a grant of a notice stopped counting: at its end, or with the version that asks anew. */
function endOf({ versions }: WorkspaceSettings, { grant, ended }: DecidedGrant): string | undefined {
  if (!grant.selected) return undefined;
  if (ended || grant.status === "EXPIRED") return instant(grant.expiresAt?.toISOString() ?? "") ?? grant.decidedAt;
  const all = versions.get(grant.noticeUuid) ?? [];
  const active = all.at(-1);
  const asksAnewFrom = active?.reconsentFrom[grant.purposeUuid];
  if (asksAnewFrom !== undefined && grant.noticeVersion >= asksAnewFrom) return undefined;
  const asking = all.find(({ number }) => number === asksAnewFrom) ?? active;
  return asking?.publishedAt ?? grant.decidedAt;
}

function readGrantsOf(tx: Queryable, personUuids: readonly string[]): Promise<readonly DecidedGrant[]> {
  if (personUuids.length === 0) return Promise.resolve([]);
  return (
    tx
      .select({ grant: grants, ended: grantEnded })
      .from(grants)
      // What was decided for one application alone says nothing of the person as a whole.
      .where(and(inArray(grants.personUuid, [...personUuids]), eq(grants.specificUuid, "")))
  );
}
