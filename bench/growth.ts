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

import { benchName, type CountedWork, createWorkCounter } from "./growth/counted-work.ts";
import { growTo } from "./growth/people.ts";
import { keepResult, printTable } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { from: { type: "string", default: "1000" }, to: { type: "string", default: "10000" } },
});
const sizes = [Number(values.from), Number(values.to)];
const samples = 100;
const aliases = 200;

const shop = demoNotices[1];
if (shop === undefined) throw new Error("The demo has no second notice.");
const purposeUuids = shop.content.purposes.map(({ uuid }) => uuid);
const postgres = await startPostgres();
const counter = await createWorkCounter(postgres);
const client = new Client({ connectionString: postgres.url, application_name: benchName });
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

/** What an operation costs in all the runs together, and the times of as many runs more that nobody counts. */
async function cost(
  times: number,
  run: (index: number) => Promise<unknown>,
): Promise<CountedWork & { readonly p99: number }> {
  const work = await counter.during(async () => {
    for (let index = 0; index < times; index += 1) await run(index);
  });
  const durations: number[] = [];
  for (let index = times; index < 2 * times; index += 1) {
    const start = performance.now();
    await run(index);
    durations.push(performance.now() - start);
  }
  durations.sort((one, other) => one - other);
  return { ...work, p99: durations[Math.ceil(times * 0.99) - 1] ?? Number.NaN };
}

async function measureAt(size: number) {
  await growTo(client, { workspaceUuid: backend.workspaceUuid, noticeUuid: shop?.uuid ?? "", purposeUuids }, size);
  const tokens: string[] = [];
  for (let index = 0; index < 2 * samples; index += 1) {
    const token = await tokenOf(`measured-${size}-${index}`);
    await submit(token);
    tokens.push(token);
  }
  const names = Array.from({ length: 2 * (samples + aliases) }, (_, index) => `alias-${size}-${index}`);
  for (const name of names) await submit(await tokenOf(name));
  const many = (index: number) => names.slice(2 * samples + index * aliases, 2 * samples + (index + 1) * aliases);
  return {
    size,
    check: await cost(samples, (index) => check(tokens[index] ?? "")),
    submission: await cost(samples, (index) => submit(tokens[index] ?? "")),
    link: await cost(samples, (index) => link(`measured-${size}-${index}`, [names[index] ?? ""])),
    linkOfMany: await cost(1, (index) => link(`measured-${size}-0`, many(index))),
  };
}

try {
  const results = [];
  for (const size of sizes) results.push(await measureAt(size));
  const [small, large] = results;
  if (small === undefined || large === undefined) throw new Error("There are two sizes to compare.");
  const kinds = ["check", "submission", "link"] as const;
  const per = (count: number) => (count / samples).toFixed(1);
  printTable(
    kinds.map((kind) => ({
      operation: kind,
      [`rows at ${small.size}`]: per(small[kind].rows),
      [`at ${large.size}`]: per(large[kind].rows),
      [`buffers at ${small.size}`]: per(small[kind].buffers),
      [` at ${large.size}`]: per(large[kind].buffers),
      "may grow by": per(large[kind].descents),
      [`p99 ms at ${small.size}`]: small[kind].p99.toFixed(1),
      [`  at ${large.size}`]: large[kind].p99.toFixed(1),
    })),
  );
  const share = (large.linkOfMany.buffers * samples) / (aliases * large.link.buffers);
  console.log(`\n${aliases} aliases in one call cost ${share.toFixed(2)} of the buffers of ${aliases} calls`);
  // One more level of an index is one more block each time that it is descended. Fractions of a block are no level:
  // they come from the rows of a few samples that happen to lie on two pages.
  const growth = (kind: (typeof kinds)[number]) => (large[kind].buffers - small[kind].buffers) / samples;
  const grown = kinds.filter((kind) => Math.round(growth(kind)) > Math.ceil(large[kind].descents / samples));
  const holds = share <= 1 && grown.length === 0;
  console.log(`Result: ${keepResult("growth", { samples, aliases, small, large, share })}`);
  console.log(holds ? "holds" : `falls short${grown.map((kind) => `, ${kind} grows by more`).join("")}`);
  process.exitCode = holds ? 0 : 1;
} finally {
  await client.end();
  await counter.close();
  await backend.close();
  await postgres.stop();
}
