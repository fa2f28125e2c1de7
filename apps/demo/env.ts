/** What the server half of the demo needs from its environment. */
export interface Environment {
  /** Secret; stays on the server. */
  readonly apiKey: string;
  /** With or without a trailing `/consent`. */
  readonly baseUrl: string;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly noticeUuid: string;
  /** Signs the cookie that holds the temporary identity. */
  readonly cookieSecret: string;
}

const variables = [
  ["CMS_API_KEY", "the API key of your workspace"],
  ["REDACTO_BASE_URL", "the address of the consent service as this server reaches it"],
  ["ORG_UUID", "the uuid of your organisation"],
  ["WORKSPACE_UUID", "the uuid of your workspace"],
  ["COOKIE_SECRET", "at least 32 random characters, made once and kept"],
  ["NEXT_PUBLIC_NOTICE_UUID", "the uuid of the sign-up notice"],
  ["NEXT_PUBLIC_REDACTO_BASE_URL", "the address of the consent service as the browser reaches it"],
] as const;

type Name = (typeof variables)[number][0];

/** The environment is incomplete or unsafe; the message names every variable at once, and no value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads the environment when a request first needs it, so that a build needs none.
 * Throws an {@link EnvironmentError}.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const problems = variables
    .filter(([name]) => isBlank(source[name]))
    .map(([name, meaning]) => `${name} is missing: ${meaning}.`);
  const read = (name: Name) => source[name] ?? "";
  if (!isBlank(source["COOKIE_SECRET"]) && read("COOKIE_SECRET").length < 32) {
    problems.push("COOKIE_SECRET is too short: it needs at least 32 characters.");
  }
  for (const [name, value] of Object.entries(source)) {
    const isPublic = name.startsWith("NEXT_PUBLIC_") && !isBlank(value);
    if (isPublic && (value === source["CMS_API_KEY"] || value === source["COOKIE_SECRET"])) {
      problems.push(`${name} holds a secret, and everything named NEXT_PUBLIC_ is sent to the browser.`);
    }
  }
  if (problems.length > 0) throw new EnvironmentError(["The demo is not configured.", ...problems].join("\n"));
  return {
    apiKey: read("CMS_API_KEY"),
    baseUrl: read("REDACTO_BASE_URL"),
    organisationUuid: read("ORG_UUID"),
    workspaceUuid: read("WORKSPACE_UUID"),
    noticeUuid: read("NEXT_PUBLIC_NOTICE_UUID"),
    cookieSecret: read("COOKIE_SECRET"),
  };
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === "";
}
