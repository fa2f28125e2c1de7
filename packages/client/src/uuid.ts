/**
 * A random UUID (version 4), also where `crypto.randomUUID` is missing, as on plain-http pages. Without any `crypto`,
 * as in React Native, it is as random as `Math.random`: it has to be unique, not secret.
 */
export function uuid(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  if (typeof crypto === "object" && typeof crypto.getRandomValues === "function") return crypto.getRandomValues(bytes);
  return bytes.map(() => Math.random() * 256);
}
