import { sign } from "node:crypto";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { createSigningKeys } from "../auth/signing-keys.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, rows, type TestBackend } from "../test-backend.test-data.ts";

describeOnPostgres("a process whose clock is wrong", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { iat: number; exp: number };
  const databaseSeconds = async () =>
    Number((await query(url, "select extract(epoch from clock_timestamp())::float8 as now"))[0]?.["now"]);

  /** Our own token with other times, signed as ours are. */
  function retimed(token: string, times: object): string {
    const [head = ""] = token.split(".");
    const text = `${head}.${Buffer.from(JSON.stringify({ ...claimsOf(token), ...times })).toString("base64url")}`;
    const key = createSigningKeys(backend.keys).privateKey;
    return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  }

  it.each([-600, 600])("by %i s issues and judges tokens by the database's time all the same [R-G7]", async (skew) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + skew * 1000 });
    const generated = await backend.generate({ org_user_id: `skewed-${skew}` });
    const token = field(generated.body, "detail", "token");
    const now = await databaseSeconds();
    expect(Math.abs(claimsOf(token).iat - now)).toBeLessThan(10);
    expect(Date.parse(field(generated.body, "detail", "expires_at")) / 1000 - now).toBeCloseTo(86_400, -2);
    expect((await backend.read(token)).status).toBe(200);
    const submitted = await backend.submit(token, rows(true, true));
    expect(submitted.status).toBe(201);
    expect(Math.abs(Date.parse(field(submitted.body, "detail", "recorded_at")) / 1000 - now)).toBeLessThan(10);
    expect((await backend.refresh(field(generated.body, "detail", "refresh_token"))).status).toBe(200);

    const codeAt = async (times: object) =>
      errorCodeOf(await backend.read(retimed(token, times), "?include_fully_consented_data=true"));
    const at = Math.floor(now);
    // The end is exact; only a token from the future is given a minute.
    expect(await codeAt({ iat: at - 3000, exp: at - 2 })).toBe("TOKEN_EXPIRED");
    expect(await codeAt({ iat: at - 3000, exp: at + 20 })).toBeUndefined();
    expect(await codeAt({ iat: at + 45, nbf: at + 45, exp: at + 3000 })).toBeUndefined();
    expect(await codeAt({ iat: at + 90, exp: at + 3000 })).toBe("INVALID_TOKEN");
    expect(await codeAt({ nbf: at + 90 })).toBe("INVALID_TOKEN");
  });

  it.each([-600, 600])("by %i s keeps the grace of a used refresh token at 30 s [R-G7, R-A5]", async (skew) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + skew * 1000 });
    const parent = field((await backend.generate({ org_user_id: `grace-${skew}` })).body, "detail", "refresh_token");
    const first = await backend.refresh(parent);
    expect(field((await backend.refresh(parent)).body, "detail", "refresh_token")).toBe(
      field(first.body, "detail", "refresh_token"),
    );
    await query(url, "update refresh_tokens set used_at = used_at - interval '31 seconds' where used_at is not null");
    expect(errorCodeOf(await backend.refresh(parent))).toBe("REFRESH_REUSED");
  });
});
