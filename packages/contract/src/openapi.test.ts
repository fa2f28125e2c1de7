import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { endpoints } from "./endpoints.ts";
import { errorTable } from "./error-table.ts";
import { errorsOf } from "./general-errors.ts";
import { usersApiEndpoints, usersApiErrorsOf } from "./users-api/endpoints.ts";
import { usersApiErrors } from "./users-api/error.ts";
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
  const all = [...endpoints, ...usersApiEndpoints];
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(all.map(({ id }) => id).sort());
  const statusesOf = (id: string): string[] =>
    Object.keys(operations.find(({ operationId }) => operationId === id)?.responses ?? {}).sort();
  for (const endpoint of endpoints) {
    const statuses = [endpoint.success, ...errorsOf(endpoint).map((code) => errorTable[code].status)];
    expect(statusesOf(endpoint.id)).toEqual([...new Set(statuses.map(String))].sort());
  }
  for (const endpoint of usersApiEndpoints) {
    const success = endpoint.answer === undefined ? 204 : 200;
    const statuses = [success, ...usersApiErrorsOf(endpoint).map((name) => usersApiErrors[name])];
    expect(statusesOf(endpoint.id)).toEqual([...new Set(statuses.map(String))].sort());
  }
});
