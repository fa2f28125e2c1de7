const hidden = "•••";
const longestText = 200;
const mostItems = 100;

const secretName = /token|secret|password|authori[sz]ation|cookie|api_?key|^key$|^iban$/i;
const contactName = /e_?mail|mobile|phone/i;
/** Beside one of these a `name` is a person's. */
const personNames = ["org_user_id", "primary_email", "primary_mobile", "email", "password"];

const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const issuedSecret = /\b(?:cms|ncr|uak|whsec)_[A-Za-z0-9_-]{12,}/g;
const address = /[^\s@"'<>/=&]+@[^\s@"'<>/=&]+/g;
const dialled = /\+\d[\d\s().-]{6,}\d/g;
const phone = /^\d[\d\s().-]{6,}\d$/;
const date = /^\d{4}-\d{2}-\d{2}/;

/** JSON as a person at a screen may see it: no secret, no token, no e-mail address, no phone number, no name of a person. */
export function maskJson(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return value.slice(0, mostItems).map(maskJson);
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value);
  const isPerson = names.some((name) => personNames.includes(name));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      maskText(name),
      isHidden(name, member, isPerson) ? hidden : maskJson(member),
    ]),
  );
}

function isHidden(name: string, member: unknown, isPerson: boolean): boolean {
  if (typeof member !== "string" && typeof member !== "number") return false;
  return secretName.test(name) || contactName.test(name) || (isPerson && name === "name");
}

/** {@link maskJson} for one text, shortened where it is long. */
export function maskText(text: string): string {
  const masked = text
    .replaceAll(jwt, hidden)
    .replaceAll(issuedSecret, hidden)
    .replaceAll(address, `${hidden}@${hidden}`)
    .replaceAll(dialled, `+${hidden}`);
  const shown = phone.test(masked) && !date.test(masked) ? hidden : masked;
  return shown.length > longestText ? `${shown.slice(0, longestText)}… (${shown.length} characters)` : shown;
}

/** Path and query of an address, each part decoded and masked by itself. */
export function maskAddress(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.split("/").map((part) => maskText(decoded(part)));
  const query = [...searchParams].map(([name, value]) => {
    const isSecret = secretName.test(name) || contactName.test(name);
    return `${maskText(name)}=${isSecret ? hidden : maskText(value)}`;
  });
  return path.join("/") + (query.length === 0 ? "" : `?${query.join("&")}`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return hidden;
  }
}
