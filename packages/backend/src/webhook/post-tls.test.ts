import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthority } from "./certificates.test-data.ts";
import { type Receiver, startReceiver } from "./receiver.test-data.ts";

const program = fileURLToPath(new URL("post-program.test-data.ts", import.meta.url));
const run = promisify(execFile);

// A process starts for each of them.
describe("sending a webhook over TLS", { timeout: 60_000 }, () => {
  let folder: string;
  let trusted: string;
  let named: Receiver;
  let addressed: Receiver;
  let unknown: Receiver;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "consent-tls-"));
    trusted = join(folder, "authority.pem");
    const authority = await createAuthority("Trusted");
    const stranger = await createAuthority("Stranger");
    writeFileSync(trusted, authority.cert);
    named = await startReceiver(undefined, await authority.certify("hooks.invalid"));
    addressed = await startReceiver(undefined, await authority.certify("127.0.0.1"));
    unknown = await startReceiver(undefined, await stranger.certify("hooks.invalid"));
  });
  afterAll(async () => {
    await Promise.all([named.close(), addressed.close(), unknown.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const portOf = ({ url }: Receiver): string => new URL(url).port;
  async function post(urls: readonly string[], environment: Readonly<Record<string, string>>): Promise<unknown> {
    const { stdout } = await run(process.execPath, ["--import", "tsx", program, ...urls], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { PATH: process.env["PATH"], ...environment },
    });
    return JSON.parse(stdout);
  }

  it("goes to the pinned address and holds the certificate against the name in the URL [SEC-B14]", async () => {
    const urls = [
      `https://hooks.invalid:${portOf(named)}/named`,
      `https://127.0.0.1:${portOf(addressed)}/addressed`,
      // The same certificate, under a name that it is not for; and the name's address instead of the name.
      `https://other.invalid:${portOf(named)}/other`,
      `https://127.0.0.1:${portOf(named)}/other`,
      `https://hooks.invalid:${portOf(addressed)}/other`,
      // The right name, by an authority that nobody trusts.
      `https://hooks.invalid:${portOf(unknown)}/unknown`,
    ];
    const failed = { status: "failed", reason: "network" };
    const answered = { status: "answered", code: 204 };
    expect(await post(urls, { NODE_EXTRA_CA_CERTS: trusted })).toEqual([
      answered,
      answered,
      failed,
      failed,
      failed,
      failed,
    ]);
    expect(named.seen).toMatchObject([
      { url: "/named", servername: "hooks.invalid", headers: { host: `hooks.invalid:${portOf(named)}` } },
    ]);
    expect(addressed.seen).toMatchObject([{ url: "/addressed", servername: undefined }]);
    expect(unknown.seen).toEqual([]);
  });

  it("sends nothing to a receiver whose authority this machine does not know [SEC-B14]", async () => {
    const count = named.seen.length;
    expect(await post([`https://hooks.invalid:${portOf(named)}/x`], {})).toEqual([
      { status: "failed", reason: "network" },
    ]);
    expect(named.seen).toHaveLength(count);
  });
});
