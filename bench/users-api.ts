// `pnpm bench:users-api [--people 20000]`: a walk through every user by cursor while events are written.
// The claim is about a million: `--people 1000000` (a quarter of an hour and more, a GB of disk).
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createEvent, createSession, listProfileUsers, usersApiUrl } from "@notice-consent/contract/users-api";
import { startBackend } from "@notice-consent/backend";
import { demoNotices } from "@notice-consent/backend/seed";
import { startPostgres } from "@notice-consent/testing/postgres";
import { Client } from "pg";

import { benchName, createWorkCounter } from "./growth/counted-work.ts";
import { keepResult, printTable } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { people: { type: "string", default: "20000" }, "per-second": { type: "string", default: "100" } },
});
const people = Number(values.people);
const perSecond = Number(values["per-second"]);
const mayGrow = 1.2;

const purposes = demoNotices[1]?.content.purposes.map(({ uuid }) => uuid) ?? [];
const noticeUuid = demoNotices[1]?.uuid ?? "";
const postgres = await startPostgres();
const counter = await createWorkCounter(postgres);
const client = new Client({ connectionString: postgres.url, application_name: benchName });
await client.connect();
const backend = await startBackend({
  port: 0,
  databaseUrl: postgres.url,
  environment: { ...process.env, CONSENT_RATE_LIMIT_FACTOR: "1000" },
});
const { organizationId, key, secret } = backend.usersApi;

/** Sends a request, and again while the service says that it is not ready: what a caller is told to do. */
async function call(method: string, url: string, body?: object, token?: string): Promise<unknown> {
  for (;;) {
    const response = await fetch(url, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    if (response.status !== 503) throw new Error(`${response.status} ${await response.text()}`);
    await response.text();
    await wait(200);
  }
}

async function openSession(): Promise<string> {
  const answer = await call("POST", usersApiUrl(backend.url, createSession), { type: "api-key", key, secret });
  const session = createSession.answer["~standard"].validate(answer);
  if (session instanceof Promise || session.issues !== undefined) throw new Error("The session has no token.");
  return session.value.access_token;
}

let token = await openSession();
// A session lasts an hour, and a walk may take longer on a busy machine.
const renewal = setInterval(
  () => {
    void openSession().then((opened) => {
      token = opened;
    });
  },
  20 * 60 * 1000,
);

/** People with a decision and an event each, oldest first, by set-based SQL. */
async function populate(): Promise<void> {
  await client.query("set session_replication_role = replica");
  for (let from = 1; from <= people; from += 100_000) {
    const series = `generate_series(${from}, ${Math.min(people, from + 99_999)}) n`;
    await client.query(
      `insert into persons (uuid, workspace_uuid, org_user_id, org_user_id_type, external_id, is_named, created_at)
       select md5('walked-' || n)::uuid, $1, 'walked-' || n, 'UCID', 'walked-' || n, false,
         timestamptz '2026-01-01' + n * interval '1 millisecond' from ${series}`,
      [backend.workspaceUuid],
    );
    await client.query(
      `insert into grants
         (person_uuid, notice_uuid, purpose_uuid, selected, status, data_elements, purpose_digest, notice_version, decided_at, event_uuid)
       select md5('walked-' || n)::uuid, $1, $2, true, 'ACTIVE', '{}', '', 1, '2026-01-01T00:00:00.000000Z', md5('walked-' || n)::uuid
       from ${series}`,
      [noticeUuid, purposes[0]],
    );
    // As those of erased records are: nobody can read their words, and they are looked at like any other.
    await client.query(
      `insert into users_api_events
         (uuid, workspace_uuid, identity_uuid, person_uuid, regulation, status, created_at, effective_at, recorded_at, choices, body_hash)
       select gen_random_uuid(), $1, md5('walked-' || n)::uuid, md5('walked-' || n)::uuid, 'gdpr', 'confirmed', at, at, at, $2, ''
       from ${series}, (values ('2026-01-02T00:00:00.000000Z')) moment (at)`,
      [backend.workspaceUuid, JSON.stringify({ purposes: [{ id: purposes[0] ?? "", enabled: false }] })],
    );
  }
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}

const writing = { isOn: false, isOver: false, written: 0, failed: 0 };

/** Posts events about people that are there and about new ones, so many a second as far as four at a time are enough. */
async function write(): Promise<void> {
  const url = usersApiUrl(backend.url, createEvent, {}, { organization_id: organizationId });
  const running = new Set<Promise<void>>();
  const everyMs = 1000 / perSecond;
  let due = performance.now();
  while (!writing.isOver) {
    due = Math.max(due + everyMs, performance.now() - 1000);
    await wait(Math.max(0, due - performance.now()));
    if (!writing.isOn || running.size >= 4) continue;
    const id = randomInt(10) === 0 ? `new-${randomInt(2 ** 40)}` : `walked-${1 + randomInt(people)}`;
    const consents = { purposes: [{ id: purposes[0] ?? "", enabled: randomInt(2) === 0 }] };
    const shot = call("POST", url, { user: { id }, consents }, token)
      .then(() => {
        writing.written += 1;
      })
      .catch(() => {
        writing.failed += 1;
      })
      .finally(() => running.delete(shot));
    running.add(shot);
  }
  await Promise.all(running);
}

async function readPage(cursor: string | undefined) {
  const query = { organization_id: organizationId, ...(cursor === undefined ? {} : { $cursor: cursor }) };
  const answer = await call("GET", usersApiUrl(backend.url, listProfileUsers, {}, query), undefined, token);
  const page = listProfileUsers.answer["~standard"].validate(answer);
  if (page instanceof Promise || page.issues !== undefined) throw new Error("The page cannot be read.");
  return page.value;
}

/** What a page costs; nothing is written meanwhile, so that nothing else is counted. */
async function countPage(cursor: string | undefined) {
  const wasOn = writing.isOn;
  writing.isOn = false;
  await wait(2000);
  await readPage(cursor);
  const work = await counter.during(() => readPage(cursor));
  writing.isOn = wasOn;
  return work;
}

let writer: Promise<void> | undefined;
try {
  console.log(`Making ${people} people`);
  await populate();
  console.log("Walking");
  writer = write();
  writing.isOn = true;
  const seen = new Uint8Array(people + 1);
  let pages = 0;
  let doubles = 0;
  let later = 0;
  let found = 0;
  let cursor: string | undefined;
  let lastFull: string | undefined;
  const start = performance.now();
  for (;;) {
    const page = await readPage(cursor);
    pages += 1;
    for (const { id } of page.data) {
      const number = Number(/^walked-(\d+)$/u.exec(id)?.[1] ?? Number.NaN);
      if (Number.isNaN(number)) later += 1;
      else if (seen[number] === 1) doubles += 1;
      else {
        seen[number] = 1;
        found += 1;
      }
    }
    if (pages % 100 === 0)
      console.log(`${pages} pages, ${writing.written} events, ${((performance.now() - start) / 1000).toFixed(0)} s`);
    // Those who are new meanwhile come last, and there is no end to them.
    if (page.cursor === null || found === people) break;
    lastFull = cursor;
    cursor = page.cursor;
  }
  const seconds = (performance.now() - start) / 1000;
  // Both as things stand now: what was written since makes every page dearer, the first one like the last.
  const first = await countPage(undefined);
  const last = await countPage(lastFull);
  writing.isOver = true;
  await writer;
  const missing = people - found;
  const share = last.buffers / first.buffers;
  const rate = writing.written / seconds;
  printTable([
    { page: "first", buffers: first.buffers, rows: first.rows },
    { page: "last", buffers: last.buffers, rows: last.rows },
  ]);
  console.log(
    `\n${pages} pages in ${seconds.toFixed(0)} s: ${people - missing} people once, ${doubles} twice, ${missing} missing`,
  );
  console.log(
    `${writing.written} events meanwhile (${rate.toFixed(1)} a second), ${writing.failed} failed, ${later} new people met`,
  );
  console.log(`The last page costs ${share.toFixed(3)} of the first`);
  const result = { people, pages, seconds, doubles, missing, later, first, last, share, rate, ...writing };
  for (const [statement, work] of Object.entries(last.statements))
    console.log(`${work.buffers} (${first.statements[statement]?.buffers ?? 0} at first): ${statement.slice(0, 120)}`);
  console.log(`Result: ${keepResult("users-api", result)}`);
  const holds = share <= mayGrow && doubles === 0 && missing === 0;
  console.log(holds ? "holds" : "falls short");
  process.exitCode = holds ? 0 : 1;
} finally {
  writing.isOver = true;
  await writer;
  clearInterval(renewal);
  await client.end();
  await counter.close();
  await backend.close();
  await postgres.stop();
}
