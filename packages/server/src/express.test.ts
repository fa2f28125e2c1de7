import { once } from "node:events";
import { createServer } from "node:http";
import express from "express";
import { expect, it } from "vitest";
import { createConsentHandler } from "./express.ts";

it("leaves the host's other routes below the same address their bodies", async () => {
  const app = express();
  app.use("/api/consent", createConsentHandler({ identify: () => null, environment: {}, onEvent: () => {} }));
  app.post("/api/consent/notes", express.json(), (request, response) => {
    response.json({ received: request.body });
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const response = await fetch(`http://127.0.0.1:${port}/api/consent/notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "kept" }),
  });
  expect(await response.json()).toEqual({ received: { text: "kept" } });
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});
