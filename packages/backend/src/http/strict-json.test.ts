import { canonicalJson, type Json } from "@notice-consent/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJsonText } from "./strict-json.ts";

const statusOf = (text: string) => readJsonText(text).status;

describe("reading JSON strictly", () => {
  it("reads what JSON.parse reads, whatever the value [SEC-B22]", () => {
    const value = fc.jsonValue({ maxDepth: 6, noUnicodeString: false });
    const plain = value.filter((json) => !/\\u0000|\\ud[89a-f]|e[+-]?\d/i.test(JSON.stringify(json)));
    fc.assert(
      fc.property(plain, (json) => {
        const text = JSON.stringify(json);
        const numbers = text.match(/-?\d[\d.]*/g) ?? [];
        fc.pre(numbers.every((number) => number.replaceAll(/\D/g, "").length <= 15));
        expect(readJsonText(text)).toEqual({ status: "read", value: JSON.parse(text) });
      }),
    );
  });

  it("tells members from values and levels from one another", () => {
    expect(statusOf('{"a":"a","b":["a","a",{"a":1}],"c":{"a":{"a":2}}}')).toBe("read");
    expect(statusOf('{"a":{"b":1,"b":2}}')).toBe("refused");
    expect(statusOf('[{"a":1},{"a":2,"a":3}]')).toBe("refused");
    expect(statusOf('{"a,\\"b\\":":1,"b":2}')).toBe("read");
  });

  it("sees through escapes", () => {
    expect(statusOf(String.raw`{"caf\u00e9":1,"café":2}`)).toBe("refused");
    expect(statusOf(String.raw`{"a":"\u0000"}`)).toBe("refused");
    expect(statusOf(String.raw`{"\ud83d\ude00":"\ud83d\ude00"}`)).toBe("read");
    expect(statusOf(String.raw`{"a":"\ude00\ud83d"}`)).toBe("refused");
  });

  it("takes 20 levels and no more", () => {
    expect(statusOf("[".repeat(20) + "]".repeat(20))).toBe("read");
    expect(statusOf("[".repeat(21) + "]".repeat(21))).toBe("refused");
    expect(statusOf("[".repeat(100_000))).toBe("refused");
  });

  it.each(["1e999", "-1e999", "9007199254740993", "1e-400", "0.12345678901234567"])(
    "refuses the number %s",
    (number) => {
      expect(statusOf(`{"a":${number}}`)).toBe("refused");
    },
  );

  it.each(["0", "-1", "9007199254740991", "1.5", "1e3", "0.1", "0.000", "1234.5678"])(
    "takes the number %s",
    (number) => {
      const read = readJsonText(number);
      expect(read).toEqual({ status: "read", value: Number(number) });
      expect(canonicalJson(Number(number) satisfies Json)).toBe(JSON.stringify(Number(number)));
    },
  );

  it("stays quick on text made to be slow", () => {
    const start = performance.now();
    expect(statusOf(`"${'\\"'.repeat(120_000)}`)).toBe("refused");
    expect(statusOf(`["${'\\"'.repeat(120_000)}"]`)).toBe("read");
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
