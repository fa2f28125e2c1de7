import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";
import type { ServerEnv } from "./server-env.ts";

async function addressOf(proxies: number, forwarded: string | undefined, socket?: string): Promise<string> {
  const app = new Hono<ServerEnv>();
  app.get("/", (context) => context.text(clientAddress(context, proxies)));
  const headers = forwarded === undefined ? undefined : { "x-forwarded-for": forwarded };
  const response = await app.request("/", headers === undefined ? {} : { headers }, {
    incoming: { socket: { remoteAddress: socket } },
  });
  return response.text();
}

describe("the client's address", () => {
  it.each<[number, string | undefined, string, string]>([
    [0, undefined, "192.0.2.1", "192.0.2.1"],
    [0, "198.51.100.1", "192.0.2.1", "192.0.2.1"],
    [1, "198.51.100.1", "192.0.2.1", "198.51.100.1"],
    [1, "invented, 198.51.100.1", "192.0.2.1", "198.51.100.1"],
    [2, "invented, 198.51.100.1, 10.0.0.9", "192.0.2.1", "198.51.100.1"],
    [2, "198.51.100.1", "192.0.2.1", "192.0.2.1"],
    [1, "", "192.0.2.1", "192.0.2.1"],
    [1, undefined, "192.0.2.1", "192.0.2.1"],
    [1, "x".repeat(5000), "192.0.2.1", "192.0.2.1"],
    [0, undefined, "::ffff:192.0.2.1", "192.0.2.1"],
    [0, undefined, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    [0, undefined, "2001:db8::6", "2001:db8:0:0::/64"],
    [0, undefined, "2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ])("with %i proxies and X-Forwarded-For %j from %s is %s [SEC-B12]", async (proxies, forwarded, socket, address) => {
    expect(await addressOf(proxies, forwarded, socket)).toBe(address);
  });

  it("is unknown without a server", async () => {
    expect(await addressOf(0, undefined)).toBe("unknown");
  });
});
