import { describe, expect, it } from "vitest";
import { findTarget, type TargetPolicy } from "./target.ts";

const names: Readonly<Record<string, readonly string[]>> = {
  "hooks.example": ["93.184.215.14"],
  "both.example": ["93.184.215.14", "2606:4700::1"],
  "inside.example": ["10.0.0.5"],
  "mixed.example": ["93.184.215.14", "127.0.0.1"],
  "metadata.example": ["169.254.169.254"],
  "local.example": ["127.0.0.1"],
  localhost: ["127.0.0.1", "::1"],
  "empty.example": [],
};

const policy = (allowLoopback: boolean): TargetPolicy => ({
  allowLoopback,
  async resolve(hostname) {
    const found = names[hostname];
    if (found === undefined) throw new Error("ENOTFOUND");
    return found;
  },
});

describe("where a webhook may go", () => {
  it.each(["https://hooks.example/consent?x=1", "https://both.example:8443/", "https://93.184.215.14/"])(
    "is %s",
    async (url) => {
      expect(await findTarget(url, policy(false))).toMatchObject({ status: "allowed", address: "93.184.215.14" });
    },
  );

  it.each([
    ["not a url", "not-a-url"],
    ["", "not-a-url"],
    ["http://hooks.example/", "not-https"],
    ["ftp://hooks.example/", "not-https"],
    ["file:///etc/passwd", "not-https"],
    ["https://user:pass@hooks.example/", "credentials"],
    ["https://user@hooks.example/", "credentials"],
    ["https://unknown.example/", "unresolved"],
    ["https://empty.example/", "unresolved"],
    ["https://localhost/", "private-address"],
    ["https://127.0.0.1/", "private-address"],
    ["https://127.1/", "private-address"],
    ["https://0x7f.0.0.1/", "private-address"],
    ["https://0177.0.0.1/", "private-address"],
    ["https://2130706433/", "private-address"],
    ["https://0/", "private-address"],
    ["https://[::1]/", "private-address"],
    ["https://[::ffff:127.0.0.1]/", "private-address"],
    ["https://[fd00:ec2::254]/", "private-address"],
    ["https://169.254.169.254/latest/meta-data/", "private-address"],
    ["https://inside.example/", "private-address"],
    ["https://mixed.example/", "private-address"],
    ["https://metadata.example/", "private-address"],
    ["http://localhost:4000/", "not-https"],
  ])("is not %s: %s [SEC-B14]", async (url, reason) => {
    expect(await findTarget(url, policy(false))).toEqual({ status: "refused", reason });
  });

  it("is this machine, over http too, only where it is allowed by name [SEC-B14]", async () => {
    for (const url of ["http://127.0.0.1:4000/", "http://localhost:4000/", "https://local.example/"]) {
      expect(await findTarget(url, policy(true))).toMatchObject({ status: "allowed", address: "127.0.0.1" });
    }
    expect(await findTarget("http://hooks.example/", policy(true))).toEqual({ status: "refused", reason: "not-https" });
    for (const url of ["https://inside.example/", "https://mixed.example/", "https://10.0.0.1/"]) {
      expect(await findTarget(url, policy(true))).toEqual({ status: "refused", reason: "private-address" });
    }
  });
});
