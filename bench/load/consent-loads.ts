import {
  consentBase,
  endpointUrl,
  generateTokens,
  readNotice,
  submitConsent,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { demoNotices } from "@notice-consent/backend/seed";

import { freshKey, type Load, rotating } from "./requests.ts";

/** The API that is measured. */
export interface MeasuredApi {
  readonly url: string;
  readonly address: WorkspaceAddress;
  readonly apiKey: string;
}

/** The loads of our API: two reads and two writes. */
export interface ConsentLoads {
  /** The check of a person who has decided: nothing is left to ask. */
  readonly check: Load;
  /** The same read where the notice is sent along. */
  readonly notice: Load;
  readonly submission: Load;
  /** All submissions by one person. */
  readonly hotSubmission: Load;
}

const shop = demoNotices[1];
if (shop === undefined) throw new Error("The demo has no second notice.");
const body = JSON.stringify({
  notice_uuid: shop.uuid,
  purposes: shop.content.purposes.map((purpose) => ({
    purpose_uuid: purpose.uuid,
    selected: true,
    data_elements: (purpose.data_elements ?? []).map(({ uuid }) => ({ uuid, selected: true })),
  })),
});

/** Makes some people with a decision each, and the loads over them. */
export async function prepareLoads({ url, address, apiKey }: MeasuredApi, people: number): Promise<ConsentLoads> {
  const base = consentBase(url);
  const { origin } = new URL(base);
  const pathOf = (...given: Parameters<typeof endpointUrl>) => endpointUrl(...given).slice(origin.length);
  const submitPath = pathOf(base, submitConsent, address);
  const tokens: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const token = await generate(endpointUrl(base, generateTokens, address), apiKey, `loaded-${index}`);
    tokens.push(token);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const { status } = await fetch(`${origin}${submitPath}`, { method: "POST", headers, body });
    if (status !== 201) throw new Error(`The first decision was answered with ${status}.`);
  }
  const params = { notice_uuid: shop?.uuid ?? "" };
  const read = (query: Readonly<Record<string, string>>) => ({
    method: "GET" as const,
    path: pathOf(base, readNotice, address, params, query),
  });
  const submit = { method: "POST", path: submitPath, body } as const;
  return {
    check: rotating({ name: "notice check", origin, expected: 409 }, tokens, read({})),
    notice: rotating(
      { name: "notice read", origin, expected: 200 },
      tokens,
      read({ include_fully_consented_data: "true" }),
    ),
    submission: rotating({ name: "submission", origin, expected: 201 }, tokens, submit, freshKey),
    hotSubmission: rotating(
      { name: "submission, one person", origin, expected: 201 },
      tokens.slice(0, 1),
      submit,
      freshKey,
    ),
  };
}

async function generate(url: string, apiKey: string, orgUserId: string): Promise<string> {
  const headers = { "x-cms-api-key": apiKey, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ org_user_id: orgUserId }) });
  const token = /"token":"([^"]+)"/.exec(await response.text())?.[1];
  if (token === undefined) throw new Error(`No token: the answer was ${response.status}.`);
  return token;
}
