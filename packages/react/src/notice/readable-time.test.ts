import { afterEach, describe, expect, it, vi } from "vitest";
import { readableTime } from "./readable-time.ts";

afterEach(() => vi.restoreAllMocks());

describe("a time on screen", () => {
  const time = new Date(2026, 10, 30, 16, 4).toISOString();

  it("is written as people of the language write it", () => {
    expect(readableTime(time, "en")).toContain("30 November 2026");
    expect(readableTime(time, "hi")).toContain("30 नवंबर 2026");
    expect(readableTime("soon", "en")).toBe("");
  });

  it("is numbers alone in a language that the browser does not know, and no other language's words", () => {
    vi.spyOn(Intl.DateTimeFormat, "supportedLocalesOf").mockReturnValue([]);
    expect(readableTime(time, "brx")).toBe("2026-11-30 16:04");
    expect(readableTime("soon", "brx")).toBe("");
  });
});
