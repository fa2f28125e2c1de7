import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { ledgerEvents, persons } from "../db/schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { verifyChain } from "../ledger/chain.ts";
import { readChain } from "../ledger/store.ts";
import { connect, describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, patiently, rows, type TestBackend } from "../test-backend.test-data.ts";

const times = <Result>(count: number, run: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

describeOnPostgres("submissions at the same time", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const personOf = async (orgUserId: string) =>
    (await backend.database.queries.select().from(persons).where(eq(persons.orgUserId, orgUserId)))[0];
  const eventsOf = (orgUserId: string) =>
    query(url, "select e.* from ledger_events e join persons p on p.uuid = e.person_uuid where p.org_user_id = $1", [
      orgUserId,
    ]);

  it("write one event for 50 parallel requests with one key, and answer all of them alike [R-F1]", async () => {
    const token = await backend.tokenFor({ org_user_id: "parallel" });
    const headers = { "Idempotency-Key": randomUUID() };
    const answers = await times(50, () => backend.submit(token, rows(true, true), {}, headers));
    expect(await eventsOf("parallel")).toHaveLength(1);
    const accepted = answers.filter(({ status }) => status === 201);
    expect(accepted.length).toBeGreaterThan(0);
    expect(new Set(accepted.map(({ text }) => text)).size).toBe(1);
    // Whoever waited too long is told so, and may ask again with the same key.
    for (const { status } of answers) expect([201, 409, 503]).toContain(status);
    const late = await backend.submit(token, rows(true, true), {}, headers);
    expect(late.text).toBe(accepted[0]?.text);
    expect(await eventsOf("parallel")).toHaveLength(1);
  });

  it("make one person and one whole chain out of 20 first decisions [R-F9, W25]", async () => {
    const tokens = await times(20, () => backend.tokenFor({ org_user_id: "newcomer", email: "newcomer@example.org" }));
    const answers = await Promise.all(
      tokens.map((token, index) => patiently(() => backend.submit(token, rows(index % 2 === 0, true)))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
    const person = await personOf("newcomer");
    const chain = await readChain(backend.database.queries, person?.uuid ?? "");
    expect(verifyChain(chain)).toEqual({ status: "intact", length: 20, head: person?.chainHead });
    // The positions are the order of the dates, and the projection is what the last event decided.
    const dates = chain.map(({ recordedAt }) => recordedAt);
    expect(dates).toEqual([...dates].sort());
    const last = answers.find(({ body }) => field(body, "detail", "event_uuid") === chain.at(-1)?.uuid);
    const read = await backend.read(tokens[0] ?? "", "?include_fully_consented_data=true");
    const selections = (body: unknown) =>
      (body as { detail: { purpose_selections: unknown } }).detail.purpose_selections;
    expect(selections(read.body)).toEqual(selections(last?.body));
  });

  it("give a contact that two newcomers share to one of them, and lose no consent", async () => {
    const answers = await times(10, async (index) => {
      const token = await backend.tokenFor({ org_user_id: `sharing-${index}`, email: "shared@example.org" });
      return patiently(() => backend.submit(token, rows(true, true)));
    });
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
    const holders = await query(url, "select 1 from persons where primary_email = 'shared@example.org'");
    expect(holders).toHaveLength(1);
  });

  it("answer 409 to a key whose first request is still running, and nothing is written [R-F3, W23]", async () => {
    const token = await backend.tokenFor({ org_user_id: "slow" });
    const key = randomUUID();
    const subject = backend.keys.identifierKey(backend.home.address.workspaceUuid, "org_user_id", "slow");
    const first = await connect(url);
    await first.query("begin");
    await first.query(
      `insert into idempotency_keys (workspace_uuid, subject, route, key, body_hash)
       values ($1, $2, 'consent.submit', $3, 'first')`,
      [backend.home.address.workspaceUuid, subject, key],
    );
    const second = await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": key });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ detail: { error_code: "IDEMPOTENCY_IN_PROGRESS" } });
    await first.query("rollback");
    await first.end();
    expect(await eventsOf("slow")).toEqual([]);
    expect((await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": key })).status).toBe(201);
  });

  it("answer 503 to a decision that waits too long for the person, and write it when it is sent again [R-G4]", async () => {
    const token = await backend.tokenFor({ org_user_id: "locked" });
    await backend.submit(token, rows(true, true));
    const holder = await connect(url);
    await holder.query("begin");
    await holder.query("select 1 from persons where org_user_id = 'locked' for update");
    const headers = { "Idempotency-Key": randomUUID() };
    expect((await backend.submit(token, rows(false, false), {}, headers)).status).toBe(503);
    await holder.query("rollback");
    await holder.end();
    expect((await backend.submit(token, rows(false, false), {}, headers)).status).toBe(201);
    expect(await eventsOf("locked")).toHaveLength(2);
  });

  it("answer 503 to a decision without a key that waits too long for the alias who makes it [R-G4]", async () => {
    const token = await backend.tokenFor({ org_user_id: "waiting-alias" });
    await backend.submit(token, rows(true, true));
    await backend.createUser({ org_user_id: "free-primary" });
    await backend.link("free-primary", ["waiting-alias"]);
    const holder = await connect(url);
    await holder.query("begin");
    await holder.query("select 1 from persons where org_user_id = 'waiting-alias' for update");
    const refused = await backend.submit(token, rows(false, false));
    await holder.query("rollback");
    await holder.end();
    expect([refused.status, errorCodeOf(refused)]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect((await patiently(() => backend.submit(token, rows(false, false)))).status).toBe(201);
  });

  it("answer 503 with Retry-After while the database is out of reach, and go on when it is back [R-G2]", async () => {
    const token = await backend.tokenFor({ org_user_id: "outage" });
    const headers = { "Idempotency-Key": randomUUID() };
    await postgres.server.kill();
    const received = await backend.submit(token, rows(true, true), {}, headers);
    expect(received.status).toBe(503);
    expect(received.headers.get("retry-after")).toBe("1");
    expect(received.body).toMatchObject({ detail: { error_code: "SERVICE_UNAVAILABLE" } });
    expect((await backend.send("GET", "/ready")).status).toBe(503);
    await postgres.server.restart();
    expect((await backend.submit(token, rows(true, true), {}, headers)).status).toBe(201);
    expect((await backend.send("GET", "/ready")).status).toBe(200);
    expect(await backend.database.queries.$count(ledgerEvents)).toBeGreaterThan(30);
  });
});
