import type { FinalState, LedgerEntry } from "@notice-consent/testing/faults";
import { eq, sql } from "drizzle-orm";
import { refreshTokens, tokenFamilies } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { grants, idempotencyKeys, persons } from "../db/schema.ts";
import { verifyChain } from "../ledger/chain.ts";
import { readChain } from "../ledger/store.ts";
import { demoNotices } from "../seed/index.ts";

const purposes = demoNotices[1]?.content.purposes ?? [];

/** What a run has left behind, with the `org_user_id` of each person by uuid. */
export interface NamedFinalState extends FinalState {
  readonly names: ReadonlyMap<string, string>;
}

/** Reads what a run has left behind. Throws when a chain is broken. */
export async function readFinalState(queries: Queryable): Promise<NamedFinalState> {
  const keyOf = new Map(
    (await queries.select().from(idempotencyKeys)).map(({ key, answer }) => [
      /"event_uuid":"([^"]+)"/.exec(answer ?? "")?.[1],
      key,
    ]),
  );
  const everyone = await queries.select().from(persons);
  const names = new Map(everyone.map(({ uuid, orgUserId }) => [uuid, orgUserId]));
  const nameOf = (uuid: string) => names.get(uuid) ?? uuid;
  const ledger: LedgerEntry[] = [];
  const choices = new Map<string, string>();
  for (const { uuid, orgUserId } of everyone) {
    const chain = await readChain(queries, uuid);
    const state = verifyChain(chain);
    if (state.status === "broken") throw new Error(`The chain of ${orgUserId} is broken: ${state.fault}`);
    for (const event of chain.filter(({ kind }) => kind === "decision")) {
      const selected = purposes.map((purpose) => event.payload.includes(chosen(purpose.uuid)));
      ledger.push({
        uuid: event.uuid,
        principal: orgUserId,
        identity: nameOf(event.identityUuid),
        position: event.position,
        at: event.recordedAt,
        choice: selected.map(Number).join(""),
        key: keyOf.get(event.uuid),
      });
    }
    const held = await queries.select().from(grants).where(eq(grants.personUuid, uuid));
    const holds = (purposeUuid: string) => held.some((grant) => grant.purposeUuid === purposeUuid && grant.selected);
    choices.set(orgUserId, purposes.map((purpose) => Number(holds(purpose.uuid))).join(""));
  }
  const leaves = await queries
    .select({
      family: tokenFamilies.uuid,
      revoked: sql<boolean>`${tokenFamilies.revokedAt} is not null`,
      liveLeaves: sql<number>`(count(*) filter (where ${refreshTokens.usedAt} is null))::int`,
    })
    .from(tokenFamilies)
    .innerJoin(refreshTokens, eq(refreshTokens.familyUuid, tokenFamilies.uuid))
    .groupBy(tokenFamilies.uuid);
  return {
    names,
    ledger,
    choices,
    families: new Map(leaves.map(({ family, ...state }) => [family, state])),
    primaries: new Map(
      everyone.flatMap(({ orgUserId, primaryUuid }) =>
        primaryUuid === null ? [] : [[orgUserId, [nameOf(primaryUuid)]] as const],
      ),
    ),
  };
}

// Canonical JSON: the members of a purpose stand in the order of their names.
function chosen(purposeUuid: string): string {
  return `"purpose_uuid":"${purposeUuid}","selected":true`;
}
