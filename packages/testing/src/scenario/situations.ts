import {
  errorTable,
  isErrorCode,
  readNotice,
  refreshTokens,
  submitConsent,
  type Endpoint,
  type ErrorCode,
  type Notice,
  type ValidateAgainst,
} from "@notice-consent/contract";
import { aSubmission, type Ticks } from "../builders/decision.ts";
import { aNewVersion, aRewording } from "../builders/new-version.ts";
import { aPurpose } from "../builders/notice.ts";
import type { Fault } from "../fixture-service/faults.ts";
import type { PersonIds } from "../fixture-service/routes.ts";
import type { FixtureService } from "../fixture-service/service.ts";

/** What refuses: one of the codes of the error table, or a bare HTTP status such as a proxy sends. */
export interface Refusal {
  readonly code?: ErrorCode | undefined;
  /** The status of the code when absent, else 500. */
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** How many requests are refused before things go well; all of them when absent. */
  readonly times?: number | undefined;
}

/** What a situation is made in, before the person arrives. */
export interface Setting {
  readonly service: FixtureService;
  readonly notice: Notice;
  readonly person: PersonIds;
  readonly refusal: Refusal;
  /** How long a slow answer takes, in milliseconds. */
  readonly slowMs: number;
  /** Runs `past` as if it were that many days ago. */
  readonly daysAgo: (days: number, past: () => void) => void;
}

/** What a situation asks of the component beside the usual props. */
export interface Arrangement {
  readonly validateAgainst?: ValidateAgainst;
  /** `none`: without tokens, as before anybody is known. `blank`: an empty one, as from a broken configuration. */
  readonly tokens?: "none" | "blank";
  /** Runs once the tokens are issued. */
  readonly afterIssue?: () => void;
}

type Situation = (setting: Setting) => Arrangement | void;

/** Every situation by its name. */
export const situations = {
  /** Nothing is recorded, everything works. */
  "must-ask": () => undefined,
  /** Nobody is known yet: there is no token. */
  "no-token": () => ({ tokens: "none" }),
  /** Everything was accepted earlier: nothing is left to ask. */
  "already-valid": (setting) => earlier(setting, "everything"),
  /** Everything was refused earlier. */
  declined: (setting) => earlier(setting, "nothing"),
  /** What is required was granted earlier, the rest was not; all of it is asked for. */
  "partly-granted": (setting) => earlier(setting, "required"),

  /** Asked again: the first purpose changed since it was granted. */
  "asked-again-changed": (setting) => {
    earlier(setting, "everything");
    setting.service.publish(aRewording(setting.notice));
  },
  /** Asked again: a purpose was added since. */
  "asked-again-new": (setting) => {
    earlier(setting, "everything");
    setting.service.publish(withFurtherPurpose(setting.notice));
  },
  /** Asked again: the grants were for a year, given more than a year ago. */
  "asked-again-expired": (setting) => setting.daysAgo(400, () => earlier(setting, "everything")),
  /** Asked again: everything was granted, and later withdrawn. */
  "asked-again-withdrawn": (setting) => {
    setting.daysAgo(30, () => earlier(setting, "everything"));
    earlier(setting, "nothing");
  },
  /** Asked again: what was granted meets `required`, and this page asks for `all`. */
  "asked-again-stricter": (setting) => {
    earlier(setting, "required");
    return { validateAgainst: "all" };
  },
  /** The notice changes while the person reads it: the first submission is refused as out of date. */
  "version-changed": ({ service, notice }) =>
    service.next(submitConsent, { before: () => void service.publish(aRewording(notice)) }),

  /** The access token has run out; the refresh token is good. */
  "expired-then-refreshed": ({ service }) => ({ afterIssue: () => service.expireAccessTokens() }),
  /** Both tokens are spent: the person has to sign in anew. */
  "session-ended": ({ service }) => ({
    afterIssue: () => {
      service.expireAccessTokens();
      service.revokeSessions();
    },
  }),
  /** Every access token is refused, a fresh one too. */
  "access-rejected": ({ service }) => service.always(readNotice, refusing({ code: "INVALID_TOKEN" })),
  /** The component was given an empty token. */
  unconfigured: () => ({ tokens: "blank" }),

  /** Every answer takes three seconds, or `slowMs`. */
  slow: ({ service, slowMs }) => {
    service.latencyMs = slowMs;
  },
  /** No request arrives, until `service.offline` is set to `false`. */
  offline: ({ service }) => {
    service.offline = true;
  },
  /** The read of the notice is never answered. */
  "never-answers": ({ service }) => service.always(readNotice, "never-answer"),
  /** A proxy's page with status 200 comes in place of the notice. */
  unreadable: ({ service }) => service.always(readNotice, "not-json"),
  /** The notice holds what this version cannot show in full: it asks about a child. */
  unsupported: ({ service, notice }) => void service.publish({ ...notice, is_minor: true }),

  /** The read of the notice is refused. */
  "read-refused": (setting) => refuse(setting, readNotice),
  /** The submission is refused. */
  "submit-refused": (setting) => refuse(setting, submitConsent),
  /** The access token has run out, and renewing it is refused. */
  "refresh-refused": (setting) => {
    refuse(setting, refreshTokens);
    return { afterIssue: () => setting.service.expireAccessTokens() };
  },
  /** The decision is recorded and the answer is lost, until `service.always(submitConsent, undefined)`. */
  "uncertain-submit": ({ service }) => service.always(submitConsent, "drop-answer"),
  /** The submission is never answered, as while it is being recorded. */
  "submit-never-answers": ({ service }) => service.always(submitConsent, "never-answer"),
} as const satisfies Record<string, Situation>;

function earlier({ service, notice, person }: Setting, ticks: Ticks): void {
  service.decide(person, aSubmission(notice, ticks));
}

function refuse({ service, refusal }: Setting, endpoint: Endpoint): void {
  const fault = refusing(refusal);
  if (refusal.times === undefined) service.always(endpoint, fault);
  else for (let count = 0; count < refusal.times; count += 1) service.next(endpoint, fault);
}

function refusing({ code, status, retryAfterSeconds }: Refusal): Fault {
  const known = code !== undefined && isErrorCode(code) ? errorTable[code] : undefined;
  return { status: status ?? known?.status ?? 500, code, message: known?.sentence, retryAfterSeconds };
}

function withFurtherPurpose(notice: Notice): Notice {
  return aNewVersion(notice, {
    purposes: [...notice.active_config.purposes, aPurpose({ name: "Invite you to a survey" })],
    // The further purpose has no words in other languages.
    supported_languages_and_translations: {},
  });
}
