import { describe, expect, it } from "vitest";
import { isUnavailable } from "./failure.ts";

/** An error as the driver throws it, in the wrapping of the query builder. */
const failed = (code: string) => new Error("Failed query", { cause: Object.assign(new Error("no"), { code }) });

describe("a database failure", () => {
  it.each([
    ["a full disk", "53100"],
    ["memory that has run out", "53200"],
    ["too many connections", "53300"],
    ["a disk that does not obey", "58030"],
    ["a broken connection", "08006"],
    ["a statement that took too long", "57014"],
    ["a server that is starting", "57P03"],
    ["a refused connection", "ECONNREFUSED"],
  ])("is one of the service for now where it is %s [R-G2, R-G4]", (_, code) => {
    expect(isUnavailable(failed(code))).toBe(true);
  });

  it.each([
    ["a wrong statement", "42601"],
    ["a refused right", "42501"],
    ["a broken rule of the data", "23514"],
  ])("is a fault of ours where it is %s", (_, code) => {
    expect(isUnavailable(failed(code))).toBe(false);
  });
});
