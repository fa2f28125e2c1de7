import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestBackend, type TestBackend, type TestWorkspace } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const send = (method: string, { address, apiKey: key }: TestWorkspace, body?: unknown) => {
  const { organisationUuid, workspaceUuid } = address;
  const path = `/consent/organisations/${organisationUuid}/workspaces/${workspaceUuid}/notices/settings`;
  return backend.send(method, path, { key, body });
};
const gateOf = async (workspace: TestWorkspace) => (await send("GET", workspace)).body;

it("lets a workspace say, for itself, whether a missing language stops a publication [UI-L5]", async () => {
  const { home, neighbour } = backend;
  expect(await gateOf(home)).toEqual({ detail: { language_gate: "warn" } });
  const changed = await send("PATCH", home, { language_gate: "block" });
  expect([changed.status, changed.body]).toEqual([200, { detail: { language_gate: "block" } }]);
  expect(await gateOf(home)).toEqual({ detail: { language_gate: "block" } });
  expect(await gateOf(neighbour)).toEqual({ detail: { language_gate: "warn" } });
  expect((await send("PATCH", home, {})).body).toEqual({ detail: { language_gate: "block" } });
  expect((await send("PATCH", home, { language_gate: "warn" })).body).toEqual({ detail: { language_gate: "warn" } });
});

it("refuses a gate that there is not, and keeps the one that is", async () => {
  for (const language_gate of ["off", "", 0, true, ["block"]]) {
    const received = await send("PATCH", backend.home, { language_gate });
    expect([received.status, received.body]).toMatchObject([
      422,
      { detail: { error_code: "VALIDATION_FAILED", fields: [{ path: "language_gate" }] } },
    ]);
  }
  expect(await gateOf(backend.home)).toEqual({ detail: { language_gate: "warn" } });
});
