/** What came in with a request: a JSON object, nothing at all, or something else. */
export type HostBody =
  | { readonly status: "read"; readonly members: Readonly<Record<string, unknown>> }
  | { readonly status: "unreadable" | "too-large" };

const limit = 16 * 1024;

/** Reads the body of a request, if it has one; never more than 16 KiB of it. */
export async function readBody(request: Request): Promise<HostBody> {
  const text = await readText(request);
  if (text === undefined) return { status: "too-large" };
  if (text.trim() === "") return { status: "read", members: {} };
  // A form of another site can be posted without asking; one in JSON cannot.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return { status: "unreadable" };
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? { status: "read", members: parsed } : { status: "unreadable" };
  } catch {
    return { status: "unreadable" };
  }
}

const identifiers = ["temp_id", "anonymous_id", "org_user_id", "user_id", "primary_org_user_id", "alias_org_user_ids"];
const contacts = ["email", "primary_email", "mobile", "primary_mobile", "phone"];

/** The members by which a body tries to name a person. */
export function identifiersIn(members: Readonly<Record<string, unknown>>): readonly string[] {
  return [...identifiers, ...contacts].filter((name) => Object.hasOwn(members, name));
}

async function readText(request: Request): Promise<string | undefined> {
  if (request.body === null) return "";
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
