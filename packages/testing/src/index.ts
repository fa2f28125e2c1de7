export { anElement, aNotice, aPurpose } from "./builders/notice.ts";
export { aDraft, aRecord, aSubmission } from "./builders/decision.ts";
export { aToken } from "./builders/token.ts";
export { demoNotices } from "./demo-notices.ts";
export { createFakeClock } from "./fake-clock.ts";
export { fixtureApiKey, fixtureBaseUrl, fixtureOrganisationUuid, fixtureWorkspaceUuid } from "./fixture-address.ts";
export { createFixtureService } from "./fixture-service/service.ts";

export type { NoticeOverrides } from "./builders/notice.ts";
export type { Ticks } from "./builders/decision.ts";
export type { TokenClaims } from "./builders/token.ts";
export type { FakeClock, FixtureClock } from "./fake-clock.ts";
export type { Fault } from "./fixture-service/faults.ts";
export type { LedgerEvent } from "./fixture-service/ledger.ts";
export type { LoggedCredential, LoggedRequest, RequestLog } from "./fixture-service/request-log.ts";
export type { PersonIds } from "./fixture-service/routes.ts";
export type { FixtureService, FixtureServiceOptions, IssuedTokens } from "./fixture-service/service.ts";
