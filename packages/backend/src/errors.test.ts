import { errorCodeOf } from "./declared-errors.test-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, sender, type TestBackend } from "./test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

describe("the errors of an endpoint", () => {
  it("are held against its declaration by every request that the suites send", async () => {
    const app = { request: async () => Response.json({ detail: { error_code: "PRIMARY_IS_ALIAS" } }, { status: 422 }) };
    const send = sender(app);
    await expect(send("POST", `${backend.publicPath}/submit-consent`)).rejects.toThrow(
      "consent.submit answered PRIMARY_IS_ALIAS, which it does not declare.",
    );
    await expect(send("POST", `${backend.usersPath}/link-users/`)).resolves.toMatchObject({ status: 422 });
  });

  it("include those of its credential, its body and its address [SEC-B20]", async () => {
    const { home, neighbour, publicPath, usersPath, send } = backend;
    const path = (address: typeof home.address) =>
      `/consent/public/organisations/${address.organisationUuid}/workspaces/${address.workspaceUuid}`;
    const answers = [
      await send("POST", `${publicPath}/tokens/generate`, { key: home.apiKey, raw: "{" }),
      await send("POST", `${publicPath}/tokens/refresh`, { raw: "{" }),
      await send("POST", `${publicPath}/submit-consent`, {
        token: await backend.tokenFor({ org_user_id: "e" }),
        raw: "{",
      }),
      await send("POST", `${path(neighbour.address)}/tokens/generate`, {
        key: home.apiKey,
        body: { org_user_id: "e" },
      }),
      await send("POST", `${publicPath}/tokens/refresh`, { key: "cms_wrong", body: { refresh_token: "ncr_x" } }),
      await send("POST", `${publicPath}/tokens/refresh`, { key: neighbour.apiKey, body: { refresh_token: "ncr_x" } }),
      await send("GET", `${usersPath.replace(home.address.workspaceUuid, "no-uuid")}/x`, { key: home.apiKey }),
    ];
    expect(answers.map(errorCodeOf)).toEqual([
      "BAD_REQUEST",
      "BAD_REQUEST",
      "BAD_REQUEST",
      "NOT_FOUND",
      "UNAUTHORIZED",
      "NOT_FOUND",
      "NOT_FOUND",
    ]);
  });
});
