/** True for a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const shown = new Set([
  "error",
  "status",
  "type",
  "id",
  "outcome",
  "source",
  "linked",
  "already_linked",
  "not_found",
  "conflicts",
  "existing_primary_org_user_id",
]);
const contact = /@|^\+?[\d\s().-]{8,}$/;
const hidden = "•••";

/**
 * What may be shown of a body of the bank's own routes: its shape, numbers and booleans, and the texts of a few members
 * by name. Any other text is hidden, so that a member nobody thought of hides itself.
 */
export function shownJson(value: unknown, name = ""): unknown {
  if (typeof value === "string") return shown.has(name) && !contact.test(value) ? value : hidden;
  if (Array.isArray(value)) return value.map((entry) => shownJson(entry, name));
  if (!isObject(value)) return typeof value === "number" && value > 99_999 ? hidden : value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, shownJson(inner, member)]));
}

/** {@link shownJson} for a text; nothing where it is no JSON. */
export function shownBody(text: string): unknown {
  try {
    return shownJson(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A path without its query, each part that could name a person hidden. */
export function shownPath(path: string): string {
  const [bare = ""] = path.split("?");
  return bare
    .split("/")
    .map((part) => (contact.test(decoded(part)) ? hidden : part))
    .join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return hidden;
  }
}
