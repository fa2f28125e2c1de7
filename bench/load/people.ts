import { demoNotices } from "@notice-consent/backend/seed";
import {
  consentBase,
  endpointUrl,
  generateTokens,
  readNotice,
  refreshTokens,
  submitConsent,
  type WorkspaceAddress,
} from "@notice-consent/contract";

import { send } from "./open-loop.ts";

/** The API that is measured. */
export interface MeasuredApi {
  readonly url: string;
  readonly address: WorkspaceAddress;
  readonly apiKey: string;
}

/** Somebody with a session. */
export interface Person {
  readonly token: string;
  readonly refreshToken: string;
}

/** Where the API's endpoints are, as paths below its origin. */
export interface Paths {
  readonly origin: string;
  readonly generate: string;
  readonly refresh: string;
  readonly submit: string;
  readonly check: string;
  /** The same read where the notice is sent along, though nothing is left to ask. */
  readonly notice: string;
}

const shop = demoNotices[1];
if (shop === undefined) throw new Error("The demo has no second notice.");
const noticeUuid = shop.uuid;

/** A decision that grants everything. */
export const decision = JSON.stringify({
  notice_uuid: noticeUuid,
  purposes: shop.content.purposes.map((purpose) => ({
    purpose_uuid: purpose.uuid,
    selected: true,
    data_elements: (purpose.data_elements ?? []).map(({ uuid }) => ({ uuid, selected: true })),
  })),
});

/** The addresses of the API's endpoints. */
export function pathsOf({ url, address }: MeasuredApi): Paths {
  const base = consentBase(url);
  const { origin } = new URL(base);
  const pathOf = (...given: Parameters<typeof endpointUrl>) => endpointUrl(...given).slice(origin.length);
  const read = (query: Readonly<Record<string, string>>) =>
    pathOf(base, readNotice, address, { notice_uuid: noticeUuid }, query);
  return {
    origin,
    generate: pathOf(base, generateTokens, address),
    refresh: pathOf(base, refreshTokens, address),
    submit: pathOf(base, submitConsent, address),
    check: read({}),
    notice: read({ include_fully_consented_data: "true" }),
  };
}

/** Opens sessions for people who have decided already, of the names `loaded-0` onwards. */
export async function makePeople(api: MeasuredApi, count: number): Promise<readonly Person[]> {
  const paths = pathsOf(api);
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const person = await openSession(api, `loaded-${index}`);
    const headers = { authorization: `Bearer ${person.token}`, "content-type": "application/json" };
    const { status } = await send(paths.origin, { method: "POST", path: paths.submit, headers, body: decision });
    if (status !== 201) throw new Error(`The first decision was answered with ${status}.`);
    people.push(person);
  }
  return people;
}

/** Opens a session for somebody. */
export async function openSession(api: MeasuredApi, orgUserId: string): Promise<Person> {
  const { origin, generate: path } = pathsOf(api);
  const headers = { "x-cms-api-key": api.apiKey, "content-type": "application/json" };
  const body = JSON.stringify({ org_user_id: orgUserId });
  const { status, text } = await send(origin, { method: "POST", path, headers, body });
  const person = readPair(text);
  if (person === undefined) throw new Error(`No tokens: the answer was ${status}.`);
  return person;
}

/** The tokens of an answer to `generate` or `refresh`. */
export function readPair(text: string): Person | undefined {
  const token = /"token":"([^"]+)"/.exec(text)?.[1];
  const refreshToken = /"refresh_token":"([^"]+)"/.exec(text)?.[1];
  return token === undefined || refreshToken === undefined ? undefined : { token, refreshToken };
}
