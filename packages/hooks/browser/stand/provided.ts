import "vitest";
import type { WorkspaceAddress } from "@notice-consent/contract";

/** A name that leads the browser to this machine without making the page a trustworthy one, as 127.0.0.1 is. */
export const plainHost = "shop.test";

/** What the global set-up has started for every test file. */
export interface Provided extends WorkspaceAddress {
  /** Where Playwright's own protocol is spoken. */
  readonly browserEndpoint: string;
  /** Where the DevTools protocol of the same browser is spoken. */
  readonly devToolsEndpoint: string;
  /** Port of the bench page, on every host name that leads to this machine. */
  readonly pagePort: number;
  /** Port of the real backend. */
  readonly servicePort: number;
  readonly apiKey: string;
  /** A notice with a required and an optional purpose. */
  readonly noticeUuid: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    provided: Provided;
  }
}
