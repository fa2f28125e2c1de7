import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";

import { observeServer } from "./observe-server.ts";
import { clearTraffic, traffic } from "./traffic.ts";

observeServer();
afterEach(clearTraffic);

it("has an answer end when its last byte was given away, not when the connection was done with it [W68]", async () => {
  let givenAt = 0;
  const server = createServer((_, response) => {
    response.write("{}");
    givenAt = Date.now();
    const busyUntil = givenAt + 50;
    while (Date.now() < busyUntil);
    response.end();
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  await fetch(`http://127.0.0.1:${address.port}/api/consent/temp-token`, { method: "POST", body: "{}" });
  await expect.poll(() => traffic().incoming, { timeout: 20_000 }).toHaveLength(1);
  expect(traffic().incoming[0]?.endedAt).toBeLessThanOrEqual(givenAt);
  await new Promise((closed) => server.close(closed));
});
