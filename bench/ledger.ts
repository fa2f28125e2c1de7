// `pnpm bench:ledger [--events 1000000]`: what it takes to verify a ledger and to sign its checkpoint, a tenth of the
// events beside all of them. Both have to do with a heap that holds the program and little more.
import { createHash, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import {
  canonicalJson,
  consentBase,
  endpointUrl,
  generateTokens,
  type Json,
  submitConsent,
} from "@notice-consent/contract";
import { startBackend } from "@notice-consent/backend";
import { demoNotices } from "@notice-consent/backend/seed";
import { startPostgres } from "@notice-consent/testing/postgres";
import { Client } from "pg";

import { runCommand } from "./ledger/command.ts";
import { keepResult, printTable } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { events: { type: "string", default: "1000000" } },
});
const chainLength = 5;
const sizes = [Number(values.events) / 10, Number(values.events)].map((events) => Math.ceil(events / chainLength));
/** In MB: enough for the program and a page of rows, and a fraction of what all events take. */
const heap = 128;

const postgres = await startPostgres();
const client = new Client({ connectionString: postgres.url });
const environment = { DATABASE_URL: postgres.url, CONSENT_SECRET: "a secret of this bench alone 0123456789" };
const confined = { ...environment, NODE_OPTIONS: `--max-old-space-size=${heap}` };

/** Lets one person decide once, so that everybody else's events can be made after that one. */
async function decideOnce(): Promise<void> {
  const backend = await startBackend({ port: 0, environment: { ...environment, CONSENT_CHECKPOINT_MINUTES: "0" } });
  const notice = demoNotices[1];
  const address = { organisationUuid: backend.organisationUuid, workspaceUuid: backend.workspaceUuid };
  const base = consentBase(backend.url);
  const post = async (url: string, headers: Readonly<Record<string, string>>, body: object): Promise<string> => {
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
    const response = await fetch(url, { ...init, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.text();
  };
  const tokens = await post(
    endpointUrl(base, generateTokens, address),
    { "x-cms-api-key": backend.cmsApiKey },
    { org_user_id: "first" },
  );
  await post(
    endpointUrl(base, submitConsent, address),
    { authorization: `Bearer ${/"token":"([^"]+)"/u.exec(tokens)?.[1] ?? ""}` },
    {
      notice_uuid: notice?.uuid,
      purposes: notice?.content.purposes.map(({ uuid }) => ({ purpose_uuid: uuid, selected: true })),
    },
  );
  await backend.close();
}

type Row = Readonly<Record<string, Json>>;

function textOf(row: Row | undefined, name: string): string {
  const value = row?.[name];
  if (typeof value !== "string") throw new Error(`There is no ${name}.`);
  return value;
}

async function readRows(table: string): Promise<Row[]> {
  const { rows } = await client.query<{ row: Row }>(
    `select to_jsonb(found) as row from (select * from ${table}) found`,
  );
  return rows.map(({ row }) => row);
}

async function insert(table: string, rows: readonly Row[]): Promise<void> {
  await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}

/** Adds people whose chains hold what the first person decided, again and again, each event hashed after the one before. */
async function addPeople(people: number): Promise<void> {
  const [person] = await readRows("persons where org_user_id = 'first'");
  const uuid = textOf(person, "uuid");
  const [event] = await readRows(`ledger_events where person_uuid = '${uuid}'`);
  const grants = await readRows(`grants where person_uuid = '${uuid}'`);
  if (person === undefined || event === undefined) throw new Error("Nobody has decided.");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the backend wrote it
  const payload = JSON.parse(textOf(event, "payload")) as Row;
  const batch = 1000;
  for (let done = 0; done < people; done += batch) {
    const rows = { persons: [] as Row[], ledger_events: [] as Row[], grants: [] as Row[] };
    for (let index = done; index < Math.min(people, done + batch); index += 1) {
      const owner = { person_uuid: randomUUID() };
      let place = { uuid: "", previous_hash: "", recorded_at: "" };
      let hash = "";
      for (let position = 1; position <= chainLength; position += 1) {
        const recorded_at = `2026-01-01T00:00:0${position}.000000Z`;
        place = { uuid: randomUUID(), previous_hash: hash, recorded_at };
        const own = { ...owner, identity_uuid: owner.person_uuid, position, ...place };
        const text = canonicalJson({ ...payload, ...own });
        hash = createHash("sha256").update(text).digest("hex");
        rows.ledger_events.push({ ...event, ...own, payload: text, hash });
      }
      const org_user_id = `made ${owner.person_uuid}`;
      rows.persons.push({
        ...person,
        uuid: owner.person_uuid,
        org_user_id,
        chain_length: chainLength,
        chain_head: hash,
      });
      const decided = { decided_at: place.recorded_at, event_uuid: place.uuid };
      rows.grants.push(...grants.map((grant) => ({ ...grant, ...owner, ...decided })));
    }
    for (const [table, made] of Object.entries(rows)) await insert(table, made);
  }
  await client.query("vacuum analyze");
}

try {
  await decideOnce();
  await client.connect();
  const results = [];
  let people = 0;
  for (const size of sizes) {
    await addPeople(size - people);
    people = size;
    const checkpoint = await runCommand([], confined, "until-ready");
    const verify = await runCommand(["verify", "--json"], confined);
    results.push({ events: people * chainLength, checkpoint, verify });
  }
  printTable(
    results.map(({ events, checkpoint, verify }) => ({
      events,
      "checkpoint s": (checkpoint.ms / 1000).toFixed(1),
      "peak MB": checkpoint.peakMb.toFixed(0),
      "verify s": (verify.ms / 1000).toFixed(1),
      " peak MB": verify.peakMb.toFixed(0),
      says: verify.printed.trim(),
    })),
  );
  const holds = results.every(({ verify, checkpoint }) => verify.code === 0 && checkpoint.code === 0);
  console.log(`\nResult: ${keepResult("ledger", results)}`);
  console.log(`With a heap of ${heap} MB: ${holds ? "holds" : "falls short"}`);
  process.exitCode = holds ? 0 : 1;
} finally {
  await client.end();
  await postgres.stop();
}
