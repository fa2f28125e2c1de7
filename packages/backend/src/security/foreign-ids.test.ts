import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, field, rows, type Sending, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
let token: string;
let strangersUser: string;
beforeAll(async () => {
  backend = await createTestBackend();
  token = await backend.tokenFor({ org_user_id: "asking" });
  const { stranger, send } = backend;
  const { organisationUuid, workspaceUuid } = stranger.address;
  const users = `/consent/organisations/${organisationUuid}/workspaces/${workspaceUuid}/consent-ledger/consent-users/`;
  const body = { org_user_id: "strangers-user", name: "Stranger" };
  const created = await send("POST", users, { key: stranger.apiKey, body });
  strangersUser = field(created.body, "detail", "uuid");
});
afterAll(() => backend.close());

type Asked = readonly [method: string, path: string, sending: Sending];

// Each with an id of another workspace in its place, and then with one that is nobody's.
const asked: Readonly<Record<string, { foreign: () => string; ask: (id: string) => Asked }>> = {
  "a notice, by a person": {
    foreign: () => backend.stranger.noticeUuid,
    ask: (id) => ["GET", `${backend.publicPath}/notices/${id}`, { token }],
  },
  "a notice, by anyone": {
    foreign: () => backend.stranger.noticeUuid,
    ask: (id) => ["GET", `${backend.publicPath}/notices/get-notice/${id}`, {}],
  },
  "a person's consent": {
    foreign: () => backend.neighbour.noticeUuid,
    ask: (id) => ["POST", `${backend.publicPath}/notices/${id}/check-consent`, { token, body: {} }],
  },
  "a decision on a notice": {
    foreign: () => backend.neighbour.noticeUuid,
    ask: (id) => [
      "POST",
      `${backend.publicPath}/submit-consent`,
      { token, body: { notice_uuid: id, purposes: rows(true, true) } },
    ],
  },
  "a user": {
    foreign: () => strangersUser,
    ask: (id) => ["GET", `${backend.usersPath}/${id}`, { key: backend.home.apiKey }],
  },
  "a user by its id": {
    foreign: () => "strangers-user",
    ask: (id) => ["GET", `${backend.usersPath}/by-org-user-id/${id}`, { key: backend.home.apiKey }],
  },
  "a change of a user": {
    foreign: () => strangersUser,
    ask: (id) => ["PATCH", `${backend.usersPath}/${id}`, { key: backend.home.apiKey, body: { name: "Mine" } }],
  },
  "a workspace, by a person": {
    foreign: () => backend.stranger.address.workspaceUuid,
    ask: (id) => [
      "GET",
      `${backend.publicPath.replace(backend.home.address.workspaceUuid, id)}/notices/${backend.home.noticeUuid}`,
      { token },
    ],
  },
  "a workspace, by a host": {
    foreign: () => backend.neighbour.address.workspaceUuid,
    ask: (id) => [
      "GET",
      `${backend.usersPath.replace(backend.home.address.workspaceUuid, id)}/${strangersUser}`,
      { key: backend.home.apiKey },
    ],
  },
};

describe("an id of another workspace", () => {
  it.each(Object.keys(asked))("gets the answer of an id that is nobody's: %s [SEC-B21]", async (name) => {
    const entry = asked[name];
    if (entry === undefined) throw new Error("No such entry.");
    const answerTo = async (id: string) => {
      const { status, text, headers } = await backend.send(...entry.ask(id));
      return { status, text: text.replaceAll(id, "the id"), names: [...headers.keys()].sort() };
    };
    const nobodys = await answerTo(randomUUID());
    expect(nobodys.status).toBe(404);
    expect(await answerTo(entry.foreign())).toEqual(nobodys);
  });
});
