import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { endpoints } from "./endpoints.ts";
import { errorTable } from "./errors.ts";
import { errorsOf } from "./general-errors.ts";
import { openApiDocument } from "../openapi.generate.ts";

const document = openApiDocument();

test("the committed document is the one the endpoints give: run `pnpm openapi` after a change", async () => {
  const committed = await readFile(new URL("../openapi.json", import.meta.url), "utf8");
  expect(committed).toBe(document);
});

test("every endpoint states its credential, its body, its success and each of its errors", () => {
  const { paths } = JSON.parse(document) as {
    paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(endpoints.map(({ id }) => id).sort());
  for (const endpoint of endpoints) {
    const { id, success } = endpoint;
    const operation = operations.find(({ operationId }) => operationId === id);
    const statuses = new Set([success, ...errorsOf(endpoint).map((code) => errorTable[code].status)].map(String));
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual([...statuses].sort());
  }
});
