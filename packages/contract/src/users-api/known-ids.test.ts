import { describe, expect, it } from "vitest";
import { catalogueOfNotices, mergeCatalogues } from "./catalogue.ts";
import { consentsFaults } from "./known-ids.ts";
import { at, tree } from "./status.test-data.ts";

const element = (uuid: string) => ({ uuid, name: "", description: "", industries: "", enabled: true, required: false });

describe("ids that are sent", () => {
  const paths = (version: 1 | 2, consents: Parameters<typeof consentsFaults>[2]) =>
    consentsFaults(version, tree, consents).map(({ path }) => path);

  it("have to exist, or to have existed: each unknown one is told by its path [U14]", () => {
    expect(paths(1, { purposes: [{ id: "P" }, { id: "nobody" }], channels: [{ id: "e" }, { id: "c" }] })).toEqual([
      "consents.channels.1.id",
      "consents.purposes.1.id",
    ]);
    const below = [{ id: "A", channels: [{ id: "Ac" }, { id: "c" }] }, { id: "C" }];
    expect(paths(1, { purposes: [{ id: "P", channels: [{ id: "e" }], preferences: below }] })).toEqual([
      "consents.purposes.0.channels.0.id",
      "consents.purposes.0.preferences.0.channels.1.id",
      "consents.purposes.0.preferences.1.id",
    ]);
    const values = { A: { value: "1,9" }, B: { value: "" }, C: { value: "1" } };
    expect(paths(2, { purposes: [{ id: "P", values }] })).toEqual([
      "consents.purposes.0.values.A.value",
      "consents.purposes.0.values.C",
    ]);
  });

  it("are joined by commas and nothing else, so that empty alone is a refusal [U11, U14]", () => {
    for (const value of [",", " ", "1,", "1, 2", ",1", "1,,2"]) {
      expect(paths(2, { purposes: [{ id: "P", values: { A: { value } } }] })).toEqual([
        "consents.purposes.0.values.A.value",
      ]);
    }
    for (const value of ["", "1", "2,1"])
      expect(paths(2, { purposes: [{ id: "P", values: { A: { value } } }] })).toEqual([]);
  });

  it("may name any vendor [U14, U31]", () => {
    expect(paths(2, { vendors: { enabled: ["anyone"] } })).toEqual([]);
  });

  it("of the other schema are refused, since a refusal may stand there [U11, U12]", () => {
    expect(paths(2, { channels: [], purposes: [{ id: "P", preferences: [{ id: "A", enabled: false }] }] })).toEqual([
      "consents.channels",
      "consents.purposes.0.preferences",
    ]);
    expect(paths(1, { purposes: [{ id: "P", values: { A: { value: "" } } }] })).toEqual(["consents.purposes.0.values"]);
  });
});

describe("what can be chosen", () => {
  it("are the purposes and data elements of every version that was ever published, since the first one [U14, U39]", () => {
    const versions = [
      { publishedAt: at(2), purposes: [{ uuid: "P", data_elements: [element("A"), element("C")] }] },
      { publishedAt: at(1), purposes: [{ uuid: "P", data_elements: [element("A"), element("B")] }] },
    ];
    const [purpose, ...others] = catalogueOfNotices(versions).purposes;
    expect(others).toEqual([]);
    expect(purpose).toMatchObject({ id: "P", added_at: at(1) });
    expect(purpose?.preferences.map(({ id, added_at, values }) => [id, added_at, values])).toEqual([
      ["A", at(1), ["granted"]],
      ["C", at(2), ["granted"]],
      ["B", at(1), ["granted"]],
    ]);
  });

  it("are those of the workspace besides, with all that both have [U14]", () => {
    const merged = mergeCatalogues([
      tree,
      catalogueOfNotices([{ publishedAt: at(3), purposes: [{ uuid: "P", data_elements: [element("A")] }] }]),
    ]);
    expect(merged.purposes).toHaveLength(1);
    expect(merged.purposes[0]?.preferences[0]).toMatchObject({
      id: "A",
      added_at: at(0),
      values: ["1", "2", "3", "granted"],
    });
    expect(merged.purposes[0]?.preferences[0]?.channels).toEqual([{ id: "Ac", added_at: at(0) }]);
  });

  it("is put together in one go, however many parts it comes in [U14]", () => {
    let looks = 0;
    const parts = Array.from({ length: 2000 }, (_, index) => ({
      channels: [],
      purposes: [
        {
          get id() {
            looks += 1;
            return `purpose ${index % 1000}`;
          },
          added_at: at(1),
          channels: [],
          preferences: [],
        },
      ],
    }));
    expect(mergeCatalogues(parts).purposes).toHaveLength(1000);
    expect(looks).toBeLessThanOrEqual(3 * parts.length);
  });
});
