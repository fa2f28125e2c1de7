import { aNotice, aSubmission, createFixtureService, type FixtureService } from "@notice-consent/testing";
import { createConsentServer, type ConsentServer, type ConsentServerOptions } from "./consent-server.ts";

/** A service in memory and the server side of a host that speaks to it. */
export function openConsent(options: Partial<ConsentServerOptions> = {}): {
  readonly service: FixtureService;
  readonly consent: ConsentServer;
} {
  const service = createFixtureService();
  const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch } = service;
  const settings = { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch, ...options };
  return { service, consent: createConsentServer(settings) };
}

/** Lets somebody decide everything under one identifier, the way a page would. */
export async function decideAs(service: FixtureService, person: Parameters<FixtureService["issue"]>[0]): Promise<void> {
  const { organisationUuid, workspaceUuid, baseUrl } = service;
  const url = `${baseUrl}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/submit-consent`;
  const headers = { authorization: `Bearer ${service.issue(person).accessToken}` };
  const response = await service.fetch(url, { method: "POST", headers, body: JSON.stringify(aSubmission(aNotice())) });
  if (!response.ok) throw new Error(`The decision was answered ${response.status}.`);
}
