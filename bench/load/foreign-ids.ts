import { randomUUID } from "node:crypto";
import { Client } from "pg";

import { median } from "./ceilings.ts";
import { send } from "./open-loop.ts";
import { decision } from "./people.ts";
import type { Shot } from "./requests.ts";
import type { ConsentService } from "./service.ts";

/** How long answers about two kinds of ids take, in milliseconds. */
export interface Difference {
  readonly what: string;
  readonly status: number;
  /** Median for an id that is nobody's, and for one of another workspace. */
  readonly unknown: number;
  readonly foreign: number;
  /** Median of the differences of neighbouring requests, foreign less unknown, and the middle half of them. */
  readonly difference: number;
  readonly middleHalf: readonly [number, number];
  /** False where the two answers were not alike. */
  readonly alike: boolean;
}

/** Asks for ids that are nobody's and for ids of another workspace, by turns, and compares the answers and their times. */
export async function compareForeignIds(service: ConsentService, pairs: number): Promise<readonly Difference[]> {
  if (service.databaseUrl === undefined) throw new TypeError("Another workspace is made in the database itself.");
  const foreign = await makeForeign(service.databaseUrl);
  const { paths, people, api } = service;
  const asPerson = { authorization: `Bearer ${people[0]?.token}` };
  const asHost = { "x-cms-api-key": api.apiKey };
  const { organisationUuid, workspaceUuid } = api.address;
  const users = `/consent/organisations/${organisationUuid}/workspaces/${workspaceUuid}/consent-ledger/consent-users`;
  const inWorkspace = (uuid: string) => paths.check.replace(workspaceUuid, uuid);
  const noticeUuid = /notices\/([0-9a-f-]{36})/.exec(paths.check)?.[1] ?? "";
  const get = (path: string, headers: Shot["headers"]): Shot => ({ method: "GET", path, headers });
  const kinds: readonly { what: string; own: string; shot: (uuid: string) => Shot }[] = [
    {
      what: "notice read",
      own: foreign.noticeUuid,
      shot: (uuid) => get(paths.check.replace(noticeUuid, uuid), asPerson),
    },
    {
      what: "submission",
      own: foreign.noticeUuid,
      shot: (uuid) => ({
        method: "POST",
        path: paths.submit,
        headers: { ...asPerson, "content-type": "application/json" },
        body: decision.replace(noticeUuid, uuid),
      }),
    },
    { what: "consent user", own: foreign.personUuid, shot: (uuid) => get(`${users}/${uuid}`, asHost) },
    { what: "workspace", own: foreign.workspaceUuid, shot: (uuid) => get(inWorkspace(uuid), asPerson) },
  ];
  const found: Difference[] = [];
  for (const { what, own, shot } of kinds) found.push(await compare(service, what, own, shot, pairs));
  return found;
}

async function compare(
  { paths }: ConsentService,
  what: string,
  own: string,
  shot: (uuid: string) => Shot,
  pairs: number,
): Promise<Difference> {
  const timed = async (uuid: string) => {
    const start = performance.now();
    const { status, text } = await send(paths.origin, shot(uuid));
    return { ms: performance.now() - start, told: `${status} ${text.replaceAll(uuid, "")}`, status };
  };
  const unknown: number[] = [];
  const foreign: number[] = [];
  let alike = true;
  let status = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = pair % 2 === 0;
    const one = await timed(first ? own : randomUUID());
    const other = await timed(first ? randomUUID() : own);
    alike &&= one.told === other.told;
    status = one.status;
    foreign.push(first ? one.ms : other.ms);
    unknown.push(first ? other.ms : one.ms);
  }
  const differences = foreign.map((ms, pair) => ms - (unknown[pair] ?? Number.NaN)).sort((a, b) => a - b);
  const at = (share: number) => differences[Math.floor((differences.length - 1) * share)] ?? Number.NaN;
  return {
    what,
    status,
    unknown: median(unknown),
    foreign: median(foreign),
    difference: at(0.5),
    middleHalf: [at(0.25), at(0.75)],
    alike,
  };
}

/** Writes another organisation's workspace with a notice and a person. */
async function makeForeign(databaseUrl: string) {
  const [organisationUuid, workspaceUuid, noticeUuid, personUuid] = [1, 2, 3, 4].map(() => randomUUID());
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("insert into organisations (uuid, name) values ($1, 'Foreign')", [organisationUuid]);
  await client.query("insert into workspaces (uuid, organisation_uuid, name) values ($1, $2, 'Foreign')", [
    workspaceUuid,
    organisationUuid,
  ]);
  await client.query(
    `insert into notices (uuid, workspace_uuid, name, active_version_uuid)
     select $1, $2, name, active_version_uuid from notices limit 1`,
    [noticeUuid, workspaceUuid],
  );
  await client.query(
    "insert into persons (uuid, workspace_uuid, org_user_id, org_user_id_type) values ($1, $2, 'foreign', 'UCID')",
    [personUuid, workspaceUuid],
  );
  await client.end();
  return { workspaceUuid: workspaceUuid ?? "", noticeUuid: noticeUuid ?? "", personUuid: personUuid ?? "" };
}
