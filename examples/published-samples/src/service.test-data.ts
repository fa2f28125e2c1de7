import { userDecisionList, type WorkspaceAddress } from "@notice-consent/contract";
import { type ConsentServer, createConsentServer } from "@notice-consent/server";
import { aSubmission } from "@notice-consent/testing";
import * as v from "valibot";
import { startBackendProcess } from "./program.test-data.ts";

const readyLine = v.object({
  url: v.string(),
  organisation_uuid: v.string(),
  workspace_uuid: v.string(),
  cms_api_key: v.string(),
  notices: v.array(v.object({ uuid: v.string() })),
});

/** How the backend is reached. */
export interface Service extends WorkspaceAddress {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Our backend, and what its ledger says. */
export interface Backend {
  readonly service: Service;
  readonly consent: ConsentServer;
  readonly noticeId: string;
  /** Grants everything with a token, as a page would. */
  decide(token: unknown): Promise<void>;
  decideAs(person: Parameters<ConsentServer["tokens"]["generate"]>[0]): Promise<void>;
  /** The identities under which the person decided what holds for them; `undefined` for an unknown person. */
  decidedAs(orgUserId: string): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

/** Starts the backend with its sample notices. */
export async function startBackend(): Promise<Backend> {
  const running = await startBackendProcess();
  const ready: unknown = JSON.parse(running.line);
  const { url, organisation_uuid, workspace_uuid, cms_api_key, notices } = v.parse(readyLine, ready);
  const service = {
    baseUrl: url,
    organisationUuid: organisation_uuid,
    workspaceUuid: workspace_uuid,
    apiKey: cms_api_key,
  };
  const consent = createConsentServer(service);
  const noticeId = notices[0]?.uuid ?? "";
  const workspace = `organisations/${service.organisationUuid}/workspaces/${service.workspaceUuid}`;

  const decide: Backend["decide"] = async (token) => {
    const accessToken = String(token);
    const { notice } = await consent.notices.record(noticeId, { accessToken });
    const response = await fetch(`${service.baseUrl}/public/${workspace}/submit-consent`, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: JSON.stringify(aSubmission(notice)),
    });
    if (response.status !== 201) throw new Error(`The decision was answered ${response.status}.`);
  };
  return {
    service,
    close: () => running.stop(),
    consent,
    noticeId,
    decide,
    decideAs: async (person) => decide((await consent.tokens.generate(person)).token),
    async decidedAs(orgUserId) {
      const user = await consent.users.getByOrgUserId(orgUserId);
      if (user === undefined) return undefined;
      const url = `${service.baseUrl}/${workspace}/consent-ledger/consent-users/${user.uuid}/decisions`;
      const response = await fetch(url, { headers: { "X-CMS-API-Key": service.apiKey } });
      const answer: unknown = await response.json();
      const detail = typeof answer === "object" && answer !== null && "detail" in answer ? answer.detail : undefined;
      const read = await userDecisionList["~standard"].validate(detail);
      if (read.issues !== undefined) throw new Error("The decisions cannot be read.");
      return [...new Set(read.value.decisions.map(({ by }) => by.org_user_id))];
    },
  };
}
