import * as v from "valibot";
import { regulation, shortText } from "./field.ts";
import { eventStatus } from "./event-status.ts";

/** Most records of one page, and how many there are unless fewer are asked for. */
export const pageSize = 100;

const organization = { organization_id: shortText };
const paging = {
  $cursor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
  $limit: v.optional(v.pipe(v.string(), v.regex(/^(?:[1-9]\d?|100)$/, "A number from 1 to 100"))),
};
const unsupported = v.optional(v.literal("false", "Not supported"));
const refused = { $include_full_tree: unsupported, $generate_tcfcs: unsupported };

/** An item that may stand several times. */
function several<const Item extends v.GenericSchema<string, string>>(item: Item) {
  return v.optional(v.union([item, v.array(item)]));
}

const regulations = { regulation: several(regulation), "regulation[$in]": several(regulation) };
const statuses = { status: several(eventStatus), "status[$in]": several(eventStatus) };

/** The values of all spellings of an item, each once; `undefined` when there are none. */
function join<const Value extends string>(
  ...spellings: readonly (Value | readonly Value[] | undefined)[]
): Value[] | undefined {
  const values = spellings.flatMap((spelling) => spelling ?? []);
  return values.length === 0 ? undefined : [...new Set(values)];
}

function pageOf({ $cursor, $limit }: { $cursor?: string | undefined; $limit?: string | undefined }) {
  return { cursor: $cursor, limit: $limit === undefined ? pageSize : Number($limit) };
}

/** The query of a session, of which nothing is read. */
export const noQuery = v.object({});

/** Whose users are meant. */
export const organizationQuery = v.pipe(
  v.object({ ...organization, ...refused }),
  v.transform(({ organization_id }) => ({ organization_id })),
);

const oneRegulation = "One regulation at a time";

/** A page of users; `id` may stand several times, also as `id[]` or `id[$in]`. */
export const listUsersQuery = v.pipe(
  v.object({
    ...organization,
    ...regulations,
    ...paging,
    ...refused,
    id: several(shortText),
    "id[]": several(shortText),
    "id[$in]": several(shortText),
    organization_user_id: v.optional(shortText),
  }),
  v.transform((query) => ({
    organization_id: query.organization_id,
    ids: join(query.id, query["id[]"], query["id[$in]"]),
    organization_user_id: query.organization_user_id,
    regulations: join(query.regulation, query["regulation[$in]"]),
    ...pageOf(query),
  })),
  v.check(({ ids = [] }) => ids.length <= pageSize, "At most 100 ids"),
  v.check(({ regulations: names = [] }) => names.length <= 1, oneRegulation),
  v.transform(({ regulations: names, ...query }) => ({ ...query, regulation: names?.[0] })),
);

/** One user, by the id in the path; read as an organisation user id when `$by_organization_user_id` stands there. */
export const oneUserQuery = v.pipe(
  v.object({
    ...organization,
    ...regulations,
    ...refused,
    $by_organization_user_id: v.optional(v.union([v.string(), v.array(v.string())])),
  }),
  v.transform((query) => ({
    organization_id: query.organization_id,
    regulations: join(query.regulation, query["regulation[$in]"]),
    by_organization_user_id: query.$by_organization_user_id !== undefined,
  })),
  v.check(({ regulations: names = [] }) => names.length <= 1, oneRegulation),
  v.transform(({ regulations: names, ...query }) => ({ ...query, regulation: names?.[0] })),
);

/** Where an event is added. */
export const createEventQuery = v.pipe(
  v.object({ ...organization, ...refused, $disable_integrations: v.optional(v.picklist(["true", "false"])) }),
  v.transform(({ organization_id, $disable_integrations }) => ({
    organization_id,
    disable_integrations: $disable_integrations === "true",
  })),
);

const whose = { user_id: v.optional(shortText), organization_user_id: v.optional(shortText) };
type Whose = { readonly user_id?: string | undefined; readonly organization_user_id?: string | undefined };

/** Whose events are meant: one record's, or those of every record under an organisation user id. */
export type EventOwner =
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "organization-user"; readonly id: string };

function isOneOwner({ user_id, organization_user_id }: Whose): boolean {
  return (user_id === undefined) !== (organization_user_id === undefined);
}
const oneOwner = "Either user_id or organization_user_id is required";

function ownerOf({ user_id, organization_user_id }: Whose): EventOwner {
  return user_id === undefined
    ? { kind: "organization-user", id: organization_user_id ?? "" }
    : { kind: "user", id: user_id };
}

/** A page of events; confirmed ones of the workspace's own regulation unless said otherwise. */
export const listEventsQuery = v.pipe(
  v.object({ ...organization, ...whose, ...statuses, ...regulations, ...paging, ...refused }),
  v.check((query) => isOneOwner(query), oneOwner),
  v.transform((query) => ({
    organization_id: query.organization_id,
    owner: ownerOf(query),
    statuses: join(query.status, query["status[$in]"]) ?? ["confirmed" as const],
    regulations: join(query.regulation, query["regulation[$in]"]),
    ...pageOf(query),
  })),
);

/** One event, by the id in the path. */
export const oneEventQuery = v.pipe(
  v.object({ ...organization, ...whose, ...refused }),
  v.check((query) => isOneOwner(query), oneOwner),
  v.transform((query) => ({ organization_id: query.organization_id, owner: ownerOf(query) })),
);

/** A property of an event, and the texts that it may be. */
export interface EventFilter {
  /** Names from the outside in, such as `["metadata", "campaign"]`. */
  readonly path: readonly string[];
  readonly values: readonly string[];
}

const notFilters = new Set(["organization_id", "user_id", "organization_user_id"]);

function filtersOf(query: Readonly<Record<string, unknown>>): readonly EventFilter[] {
  return Object.entries(query).flatMap(([name, value]) => {
    if (name.startsWith("$") || notFilters.has(name)) return [];
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const values = texts.filter((text) => typeof text === "string");
    return [{ path: name.replace(/\[\$in\]$/, "").split("."), values }];
  });
}

/** Which events to delete: everything beside the owner is a filter, at least one. */
export const deleteEventsQuery = v.pipe(
  v.looseObject({ ...organization, ...whose, ...refused }),
  v.check((query) => isOneOwner(query), oneOwner),
  v.transform((query) => ({
    organization_id: query.organization_id,
    owner: ownerOf(query),
    filters: filtersOf(query),
  })),
  v.check(({ filters }) => filters.length > 0, "At least one filter is required"),
);
