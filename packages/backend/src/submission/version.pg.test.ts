import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { connect, describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, ids, patiently, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";

describeOnPostgres("a submission that meets a publication", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const activeVersion = async () => {
    const read = await backend.send("GET", `${backend.publicPath}/notices/get-notice/${backend.home.noticeUuid}`);
    return {
      notice_version_uuid: field(read.body, "detail", "active_config", "uuid"),
      notice_content_hash: field(read.body, "detail", "active_config", "content_hash"),
    };
  };
  const versionsRecorded = async (orgUserId: string) => {
    const events = await query(
      url,
      `select e.payload from ledger_events e join persons p on p.uuid = e.person_uuid
       where p.org_user_id = $1 order by e.position`,
      [orgUserId],
    );
    return events.map(({ payload }) => field(JSON.parse(String(payload)), "notice_version_uuid"));
  };

  /** Holds the person's row while `meanwhile` runs, so that a submission sent before has to wait. */
  async function whileWaiting<Answer>(
    orgUserId: string,
    send: () => Promise<Answer>,
    meanwhile: () => Promise<unknown>,
  ) {
    const holder = await connect(url);
    await holder.query("begin");
    await holder.query("select 1 from persons where org_user_id = $1 for update", [orgUserId]);
    const answer = send();
    await wait(250);
    await meanwhile();
    await holder.query("rollback");
    await holder.end();
    return answer;
  }

  it("is refused when the version it names was replaced while it waited, and writes nothing [R-F6, R-F4]", async () => {
    const token = await backend.tokenFor({ org_user_id: "named" });
    await backend.submit(token, rows(false, false));
    const shown = await activeVersion();
    const received = await whileWaiting(
      "named",
      () => patiently(() => backend.submit(token, rows(true, true), shown)),
      () => backend.publish(testContent({ accountText: "Replaced while it waited." })),
    );
    expect([received.status, errorCodeOf(received)]).toEqual([409, "NOTICE_VERSION_CHANGED"]);
    expect(await versionsRecorded("named")).toHaveLength(1);
  });

  it("is recorded on the new version when it names none, so that record and version agree [R-F6]", async () => {
    const token = await backend.tokenFor({ org_user_id: "unnamed" });
    await backend.submit(token, rows(false, false));
    const received = await whileWaiting(
      "unnamed",
      () => patiently(() => backend.submit(token, rows(true, true))),
      () => backend.publish(testContent({ accountText: "Replaced once more." })),
    );
    expect(received.status).toBe(201);
    expect((await versionsRecorded("unnamed")).at(-1)).toBe((await activeVersion()).notice_version_uuid);
    expect((await backend.read(token)).status).toBe(409);
  });

  it("is recorded on the version it names or not at all, in 20 rounds of both at once [R-F6]", async () => {
    const outcomes = { recorded: 0, refused: 0 };
    for (let round = 0; round < 20; round += 1) {
      const people = Array.from({ length: 6 }, (_, index) => `race-${round}-${index}`);
      const tokens = await Promise.all(people.map((org_user_id) => backend.tokenFor({ org_user_id })));
      const shown = await activeVersion();
      const submit = (index: number) => patiently(() => backend.submit(tokens[index] ?? "", rows(true, true), shown));
      const publish = () => backend.publish(testContent({ accountText: `Round ${round} changed the words.` }));
      // The first comes before the publication and the last after it; the others meet it wherever they happen to be.
      const first = await submit(0);
      const publishing = wait(round * 2).then(publish);
      const meeting = [1, 2, 3, 4].map((index) => wait(index * 8).then(() => submit(index)));
      const met = await Promise.all(meeting);
      await publishing;
      const answers = [first, ...met, await submit(5)];
      for (const [index, answer] of answers.entries()) {
        const recorded = await versionsRecorded(people[index] ?? "");
        if (answer.status === 201) {
          outcomes.recorded += 1;
          expect(recorded).toEqual([shown.notice_version_uuid]);
          // What was agreed to before the change is asked for anew after it.
          expect((await backend.read(tokens[index] ?? "")).body).toMatchObject({
            detail: { purpose_selections: { [ids.account]: { needs_reconsent: true } } },
          });
        } else {
          outcomes.refused += 1;
          expect([answer.status, errorCodeOf(answer)]).toEqual([409, "NOTICE_VERSION_CHANGED"]);
          expect(recorded).toEqual([]);
        }
      }
    }
    expect(outcomes.recorded).toBeGreaterThanOrEqual(20);
    expect(outcomes.refused).toBeGreaterThanOrEqual(20);
  }, 120_000);
});
