// `pnpm bench:growth [--from 1000] [--to 10000]`: what one operation costs the database, few people beside many.
// A million people with their five million events: `--from 10000 --to 1000000` (several minutes, some GB of disk).
import { parseArgs } from "node:util";
import {
  consentBase,
  endpointUrl,
  generateTokens,
  linkUsers,
  readNotice,
  submitConsent,
} from "@notice-consent/contract";
import { startBackend } from "@notice-consent/backend";
import { demoNotices } from "@notice-consent/backend/seed";
import { startPostgres } from "@notice-consent/testing/postgres";
import { Client } from "pg";

import { countBuffers } from "./growth/counted-work.ts";
import { growTo } from "./growth/people.ts";
import { keepResult, printTable } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { from: { type: "string", default: "1000" }, to: { type: "string", default: "10000" } },
});
const sizes = [Number(values.from), Number(values.to)];
const samples = 50;
const aliases = 200;
/** Indexes that each operation descends; each may have one more level in the large database. */
const descents = { check: 4, submission: 14, link: 24 };

const shop = demoNotices[1];
if (shop === undefined) throw new Error("The demo has no second notice.");
const purposeUuids = shop.content.purposes.map(({ uuid }) => uuid);
const postgres = await startPostgres();
const client = new Client({ connectionString: postgres.url });
await client.connect();
const backend = await startBackend({
  port: 0,
  databaseUrl: postgres.url,
  environment: { ...process.env, CONSENT_RATE_LIMIT_FACTOR: "1000" },
});
const base = consentBase(backend.url);
const address = { organisationUuid: backend.organisationUuid, workspaceUuid: backend.workspaceUuid };

async function call(
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
  method = "POST",
): Promise<string> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...content,
  });
  const text = await response.text();
  if (response.status >= 400 && response.status !== 409) throw new Error(`${response.status} ${text}`);
  return text;
}
const key = { "x-cms-api-key": backend.cmsApiKey };

async function tokenOf(orgUserId: string): Promise<string> {
  const text = await call(endpointUrl(base, generateTokens, address), key, { org_user_id: orgUserId });
  return /"token":"([^"]+)"/.exec(text)?.[1] ?? "";
}
const purposes = purposeUuids.map((uuid) => ({ purpose_uuid: uuid, selected: true }));
const submit = (token: string) =>
  call(
    endpointUrl(base, submitConsent, address),
    { authorization: `Bearer ${token}` },
    { notice_uuid: shop.uuid, purposes },
  );
const check = (token: string) =>
  call(
    endpointUrl(base, readNotice, address, { notice_uuid: shop.uuid }),
    { authorization: `Bearer ${token}` },
    undefined,
    "GET",
  );
const link = (primary: string, names: readonly string[]) =>
  call(endpointUrl(base, linkUsers, address), key, { primary_org_user_id: primary, alias_org_user_ids: names });

/** Blocks per operation, and the longest that one took in milliseconds. */
async function cost(
  run: (index: number) => Promise<unknown>,
  times = samples,
): Promise<{ buffers: number; slowest: number }> {
  const before = await countBuffers(client);
  let slowest = 0;
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    await run(index);
    slowest = Math.max(slowest, performance.now() - start);
  }
  return { buffers: ((await countBuffers(client)) - before) / times, slowest };
}

async function measureAt(size: number) {
  await growTo(client, { workspaceUuid: backend.workspaceUuid, noticeUuid: shop?.uuid ?? "", purposeUuids }, size);
  const tokens: string[] = [];
  for (let index = 0; index < samples; index += 1) {
    const token = await tokenOf(`measured-${size}-${index}`);
    await submit(token);
    tokens.push(token);
  }
  const names = Array.from({ length: samples + aliases }, (_, index) => `alias-${size}-${index}`);
  for (const name of names) await submit(await tokenOf(name));
  return {
    size,
    check: await cost((index) => check(tokens[index] ?? "")),
    submission: await cost((index) => submit(tokens[index] ?? "")),
    link: await cost((index) => link(`measured-${size}-${index}`, [names[index] ?? ""])),
    linkOfMany: await cost(() => link(`measured-${size}-0`, names.slice(samples)), 1),
  };
}

try {
  const results = [];
  for (const size of sizes) results.push(await measureAt(size));
  const [small, large] = results;
  if (small === undefined || large === undefined) throw new Error("There are two sizes to compare.");
  const kinds = ["check", "submission", "link"] as const;
  printTable(
    kinds.map((kind) => ({
      operation: kind,
      [`blocks at ${small.size}`]: small[kind].buffers.toFixed(1),
      [`blocks at ${large.size}`]: large[kind].buffers.toFixed(1),
      "may grow by": descents[kind],
      "slowest ms": large[kind].slowest.toFixed(1),
    })),
  );
  const share = large.linkOfMany.buffers / (aliases * large.link.buffers);
  console.log(`\n${aliases} aliases in one call cost ${share.toFixed(2)} of ${aliases} calls`);
  const holds = share <= 1 && kinds.every((kind) => large[kind].buffers - small[kind].buffers <= descents[kind]);
  console.log(`Result: ${keepResult("growth", { small, large, share, descents })}`);
  console.log(holds ? "holds" : "falls short");
  process.exitCode = holds ? 0 : 1;
} finally {
  await client.end();
  await backend.close();
  await postgres.stop();
}
