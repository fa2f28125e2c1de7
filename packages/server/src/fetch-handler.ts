import { refuse } from "./handler/answer.ts";
import { createConsentSteps, type HeadedRequest } from "./handler/handler.ts";
import type { LinkVisitorOutcome } from "./handler/link-step.ts";
import type { ConsentHandlerOptions } from "./handler/options.ts";
import type { Person } from "./handler/person.ts";
import type { ConsentStatusAnswer, StatusQuestion } from "./handler/status-step.ts";

/** Answers `token`, `refresh`, `status` and `link` below the address that it is mounted at. */
export interface ConsentHandler {
  (request: Request): Promise<Response>;
  /** The verdict on whom a request speaks for. Rejects with a `ConsentError`, which is never a consent. */
  status(request: HeadedRequest, question?: StatusQuestion): Promise<ConsentStatusAnswer>;
  /** Links the browser's visitor to a person whom your backend has just signed in. */
  link(request: HeadedRequest, person: Person): Promise<LinkVisitorOutcome>;
}

/** The consent routes of a host that speaks `Request` and `Response`. */
export function createConsentHandler(options: ConsentHandlerOptions<HeadedRequest>): ConsentHandler {
  const steps = createConsentSteps(options);
  const handle = async (request: Request): Promise<Response> =>
    (await steps.answer(request, request)) ?? refuse(404, "NOT_FOUND", "There is nothing here.");
  return Object.assign(handle, {
    status: (request: HeadedRequest, question?: StatusQuestion) => steps.status(request, request, question),
    link: (request: HeadedRequest, person: Person) => steps.link(request, person),
  });
}
