import { describe, expect, it } from "vitest";
import { isPlainLoopback } from "./origin.ts";

describe("plain http on this machine", () => {
  it.each([
    ["http://localhost:3000/", {}, true],
    ["http://127.0.0.1/", {}, true],
    ["http://[::1]:3000/", {}, true],
    ["https://localhost:3000/", {}, false],
    ["http://localhost:3000/", { "x-forwarded-proto": "https" }, false],
    ["http://shop.example/", {}, false],
    ["http://localhost.evil.example/", {}, false],
    ["http://127.0.0.1.evil.example/", {}, false],
    ["http://localhost:3000/", { host: "shop.example" }, false],
  ])("%s with %j: %s", (url, headers, expected) => {
    expect(isPlainLoopback(new Request(url, { headers: new Headers(headers) }))).toBe(expected);
  });
});
