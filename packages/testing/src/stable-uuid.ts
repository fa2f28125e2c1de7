import { sha256 } from "@notice-consent/contract";

/** A UUID of version 8 that depends on the text alone, so that fixtures keep their identities from run to run. */
export function stableUuid(text: string): string {
  const hex = sha256(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
