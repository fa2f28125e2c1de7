import { createConsentHandler as createFetchHandler } from "./fetch-handler.ts";
import type { HeadedRequest } from "./handler/handler.ts";
import type { LinkVisitorOutcome } from "./handler/link-step.ts";
import type { ConsentHandlerOptions } from "./handler/options.ts";
import type { Person } from "./handler/person.ts";
import type { ConsentStatusAnswer, StatusQuestion } from "./handler/status-step.ts";

export { prefetchConsent } from "./prefetch-consent.ts";

export type { PrefetchConsentOptions } from "./prefetch-consent.ts";

/** The consent routes of a Next.js application, and what its pages and actions ask beside them. */
export interface NextConsent {
  readonly GET: (request: Request) => Promise<Response>;
  readonly POST: (request: Request) => Promise<Response>;
  /** For a page or action: `getConsentStatus({ headers: await headers() })`. Rejects, and is then no consent. */
  readonly getConsentStatus: (request: HeadedRequest, question?: StatusQuestion) => Promise<ConsentStatusAnswer>;
  /** For the route that signs a person in: put its `setCookies` on the answer. */
  readonly linkConsentUser: (request: HeadedRequest, person: Person) => Promise<LinkVisitorOutcome>;
}

/** The whole backend of consent for `app/api/consent/[step]/route.ts`: export its `GET` and `POST`. */
export function createConsentHandler(options: ConsentHandlerOptions<HeadedRequest>): NextConsent {
  const handle = createFetchHandler(options);
  return {
    GET: (request) => handle(request),
    POST: (request) => handle(request),
    getConsentStatus: (request, question) => handle.status(request, question),
    linkConsentUser: (request, person) => handle.link(request, person),
  };
}
