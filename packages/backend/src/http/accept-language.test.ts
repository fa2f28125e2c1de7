import { describe, expect, it } from "vitest";
import { preferredLanguages } from "./accept-language.ts";

describe("an Accept-Language header", () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ["", []],
    ["hi", ["hi"]],
    ["hi-IN, en;q=0.5, ta;q=0.8", ["hi-IN", "ta", "en"]],
    ["en;q=0.5,hi;q=0.5", ["en", "hi"]],
    ["*, ta", ["ta"]],
    ["ta;q=0, en", ["en"]],
    ["ta;q=2, ur;q=x, <script>, en;level=1;q=0.1", ["en"]],
    ["x,".repeat(5000), Array<string>(20).fill("x")],
  ])("%j prefers %j [W13]", (header, languages) => {
    expect(preferredLanguages(header)).toEqual(languages);
  });
});
