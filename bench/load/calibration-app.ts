// The least an API can do, to hold ours against: health, a checked read, a checked write. Prints its address when ready.
import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { generateKeyPair, jwtVerify, SignJWT } from "jose";

import { openCalibrationDatabase } from "./calibration-database.ts";

const database = await openCalibrationDatabase(process.env["DATABASE_URL"]);

const { privateKey, publicKey } = await generateKeyPair("ES256");
const tokens = await Promise.all(
  Array.from({ length: 200 }, (_, index) =>
    new SignJWT({})
      .setProtectedHeader({ alg: "ES256" })
      .setSubject(`owner-${index + 1}`)
      .setExpirationTime("1h")
      .sign(privateKey),
  ),
);

async function ownerOf(authorization: string | undefined): Promise<string> {
  const { payload } = await jwtVerify((authorization ?? "").slice("Bearer ".length), publicKey, {
    algorithms: ["ES256"],
  });
  return payload.sub ?? "";
}

const app = new Hono();
app.get("/health", (context) => context.json({ status: "ok" }));
app.get("/read", async (context) => {
  const owner = await ownerOf(context.req.header("authorization"));
  const rows = await database.read("select uuid, body from calibration_rows where owner = $1 limit 1", [owner]);
  return context.json({ detail: rows });
});
app.post("/write", async (context) => {
  const owner = await ownerOf(context.req.header("authorization"));
  const body = JSON.stringify(await context.req.json());
  await database.writeTwice("insert into calibration_rows (uuid, owner, body) values ($1, $2, $3)", () => [
    randomUUID(),
    owner,
    body,
  ]);
  return context.json({ detail: {} }, 201);
});

serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
  const ready = { ready: true, url: `http://127.0.0.1:${port}`, tokens };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
});
