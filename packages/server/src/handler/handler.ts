import { isConsentError } from "@notice-consent/contract";
import { refuse } from "./answer.ts";
import { identifiersIn, readBody } from "./body.ts";
import { processEnvironment } from "./configuration.ts";
import type { ConsentEvent, Refusal, Step } from "./event.ts";
import { failureAnswer } from "./failure.ts";
import { linkStep, linkVisitor, type LinkVisitorOutcome } from "./link-step.ts";
import { log } from "./log.ts";
import type { ConsentHandlerOptions } from "./options.ts";
import { isOwnOrigin } from "./origin.ts";
import { askWho, IdentifyError, type Person } from "./person.ts";
import { refreshStep } from "./refresh-step.ts";
import { setUp, type Setup } from "./setup.ts";
import { readStatus, statusStep, type ConsentStatusAnswer, type StatusQuestion } from "./status-step.ts";
import { stepOf } from "./step.ts";
import { identityOf, issueTokens, type StepOutcome, type Visit } from "./visit.ts";

/** A request as far as its cookies go, such as `{ headers: await headers() }`. */
export interface HeadedRequest {
  readonly headers: Headers;
  readonly url?: string;
}

/** The consent steps of a host, whatever framework it runs on. */
export interface ConsentSteps<Native> {
  /** Whether an address is one of a step. */
  has(url: string): boolean;
  /** Answers one request; `undefined` when its address is none of a step. */
  answer(request: Request, native: Native): Promise<Response | undefined>;
  /** The verdict on whom a request speaks for. Rejects with a `ConsentError`, and is never a consent then. */
  status(request: HeadedRequest, native: Native, question?: StatusQuestion): Promise<ConsentStatusAnswer>;
  /** Links the browser's visitor to a person whom your backend has just identified. */
  link(request: HeadedRequest, person: Person): Promise<LinkVisitorOutcome>;
}

const methods = { token: "POST", refresh: "POST", status: "GET", link: "POST" } as const satisfies Record<Step, string>;

/** Makes the steps. Reads no environment before the first request, so that a build needs none. */
export function createConsentSteps<Native>(options: ConsentHandlerOptions<Native>): ConsentSteps<Native> {
  const environment = options.environment ?? processEnvironment();
  let ready: Setup | undefined;

  function visitOf(request: HeadedRequest, person: Visit["person"], members: Visit["members"] = {}): Visit {
    ready ??= setUp(options, environment);
    return {
      request,
      members,
      person,
      consent: ready.consent,
      cookies: ready.cookiesFor(request),
      exposeRefreshToken: options.exposeRefreshToken ?? false,
      noticeId: options.noticeId ?? environment["NEXT_PUBLIC_NOTICE_UUID"],
    };
  }

  const tell = (event: ConsentEvent): void => {
    try {
      if (options.onEvent !== undefined) options.onEvent(event);
      else if (event.type === "failed") log("error", `consent ${event.step}: ${event.code}`);
    } catch {
      // A listener of the host's decides nothing here.
    }
  };
  const refused = (step: Step, reason: Refusal, response: Response): Response => {
    tell({ type: "refused", step, reason });
    return response;
  };

  async function enter(step: Step, request: Request, native: Native): Promise<Response> {
    if (request.method !== methods[step]) {
      return refuse(405, "METHOD_NOT_ALLOWED", `This address takes ${methods[step]}.`, { Allow: methods[step] });
    }
    if (!isOwnOrigin(request)) {
      return refused(step, "cross-site", refuse(403, "FORBIDDEN", "Requests of other sites are not answered."));
    }
    const wait = (await options.rateLimit?.(native, step)) ?? 0;
    if (wait > 0) {
      const response = refuse(429, "RATE_LIMITED", "Too many requests.", { "Retry-After": String(Math.ceil(wait)) });
      return refused(step, "rate-limited", response);
    }
    const body = await readBody(request);
    if (body.status !== "read") {
      const [status, code] =
        body.status === "too-large" ? ([413, "PAYLOAD_TOO_LARGE"] as const) : ([400, "BAD_REQUEST"] as const);
      return refused(step, "unreadable-body", refuse(status, code, "The body has to be a small JSON object."));
    }
    warn(step, identifiersIn(body.members));
    const visit = visitOf(request, () => askWho(options.identify, native), body.members);
    const outcome = await take(step, visit);
    if (outcome.status === "refused") return refused(step, outcome.reason, outcome.response);
    tell({ type: "answered", step, as: outcome.as });
    return outcome.response;
  }

  function warn(step: Step, fields: readonly string[]): void {
    if (fields.length === 0) return;
    tell({ type: "identifier-ignored", step, fields });
    if (environment["NODE_ENV"] === "production") return;
    const names = fields.join(", ");
    log("warn", `${names} in a body is ignored: the server names the visitor, by its session or its signed cookie.`);
  }

  return {
    has: (url) => stepOf(new URL(url).pathname, options.basePath) !== undefined,
    async answer(request, native) {
      const step = stepOf(new URL(request.url).pathname, options.basePath);
      if (step === undefined) return undefined;
      try {
        return await enter(step, request, native);
      } catch (failure) {
        tell(failureEvent(step, failure));
        return failureAnswer(failure);
      }
    },
    status: async (request, native, question = {}) =>
      (
        await readStatus(
          visitOf(request, () => askWho(options.identify, native)),
          question,
        )
      ).verdict,
    link: async (request, person) =>
      linkVisitor(
        visitOf(request, async () => person),
        person,
      ),
  };
}

function take(step: Step, visit: Visit): Promise<StepOutcome> {
  switch (step) {
    case "token":
      return identityOf(visit).then(({ identity, setCookies }) => issueTokens(visit, identity, setCookies));
    case "refresh":
      return refreshStep(visit);
    case "status":
      return statusStep(visit);
    case "link":
      return linkStep(visit);
    default:
      return step satisfies never;
  }
}

function failureEvent(step: Step, failure: unknown): ConsentEvent {
  if (failure instanceof IdentifyError) {
    return { type: "failed", step, code: "IDENTIFY_FAILED", cause: failure.cause };
  }
  return { type: "failed", step, code: isConsentError(failure) ? failure.code : "INTERNAL" };
}
