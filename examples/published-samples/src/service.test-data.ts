import type { WorkspaceAddress } from "@notice-consent/contract";
import { type ConsentServer, createConsentServer } from "@notice-consent/server";
import { type LiveLedger, openLiveLedger } from "@notice-consent/testing";
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
export interface Backend extends LiveLedger {
  readonly service: Service;
  readonly consent: ConsentServer;
  readonly noticeId: string;
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
  const ledger = openLiveLedger({ ...service, noticeUuid: noticeId });
  return {
    service,
    close: () => running.stop(),
    consent,
    noticeId,
    ...ledger,
    async decidedAs(orgUserId) {
      const decisions = await ledger.decisionsOf(orgUserId);
      return decisions && [...new Set(decisions.map(({ by }) => by))];
    },
  };
}
