import { describe, expect, it, vi } from "vitest";
import { stressNotice } from "./stress.ts";

const elements = stressNotice.purposes.flatMap(({ data_elements }) => data_elements);

describe("the stress notice", () => {
  it("has 50 purposes of 20 data elements each, 1,000 in all", () => {
    expect(stressNotice.purposes).toHaveLength(50);
    expect(stressNotice.purposes.map(({ data_elements }) => data_elements.length)).toEqual(Array(50).fill(20));
    expect(elements).toHaveLength(1000);
  });

  it("requires the first data element of every fifth purpose and no other", () => {
    const required = elements.flatMap((element, index) => (element.required ? [index] : []));
    expect(required).toEqual(Array.from({ length: 10 }, (_, service) => service * 5 * 20));
  });

  it("gives every purpose and every data element a name of its own", () => {
    expect(new Set(stressNotice.purposes.map(({ name }) => name)).size).toBe(50);
    expect(new Set(stressNotice.purposes.map(({ description }) => description)).size).toBe(50);
    expect(new Set(elements.map(({ name }) => name)).size).toBe(1000);
  });

  it("names things, and neither numbers nor fills in", () => {
    const names = [...stressNotice.purposes, ...elements].map(({ name }) => name);
    expect(names.filter((name) => /\d|lorem|purpose|element/i.test(name))).toEqual([]);
  });

  it("is the same each time it is made", async () => {
    vi.resetModules();
    const again = await import("./stress.ts");
    expect(again.stressNotice).not.toBe(stressNotice);
    expect(again.stressNotice).toEqual(stressNotice);
    expect(stressNotice.purposes[49]?.uuid).toBe("57e55000-0000-4000-8000-000000000032");
    expect(elements[999]?.uuid).toBe("57e55000-0000-4000-9000-0000000003e8");
  });
});
