import { beforeAll, expect, it } from "vitest";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { manageSigningKeys } from "../signing-key-command.ts";
import { type TestBackend } from "../test-backend.test-data.ts";
import { rotateSigningKey } from "./key-rotation.ts";

describeOnPostgres("signing keys on a server", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  it("rotate and are removed beside a running backend, as the role that the API runs as [W6, SEC-B18]", async () => {
    const token = await backend.tokenFor({ org_user_id: "beside" });
    const where = {
      environment: { DATABASE_URL: url, CONSENT_SECRET: "a secret of tests that nobody else uses 0123456789" },
    };
    const [first, ...others] = await manageSigningKeys({ do: "rotate" }, where);
    expect([first?.state, others.map(({ state }) => state)]).toEqual(["signing", ["next"]]);
    expect((await backend.read(token)).status).toBe(200);
    await rotateSigningKey(backend.database, backend.keys, 0);
    const after = await manageSigningKeys({ do: "remove", kid: first?.kid ?? "" }, where);
    expect(after.map(({ kid }) => kid)).not.toContain(first?.kid);
  });

  it("are made one by one, however many ask at once [W6]", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => rotateSigningKey(backend.database, backend.keys)));
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(8);
  });
});
