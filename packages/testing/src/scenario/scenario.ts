import type { Notice, ValidateAgainst } from "@notice-consent/contract";
import { aNewVersion } from "../builders/new-version.ts";
import { aNotice } from "../builders/notice.ts";
import { machineTime } from "../fake-clock.ts";
import type { RequestLog } from "../fixture-service/request-log.ts";
import type { PersonIds } from "../fixture-service/routes.ts";
import { createFixtureService, type FixtureService, type FixtureServiceOptions } from "../fixture-service/service.ts";
import { situations, type Arrangement, type Refusal } from "./situations.ts";

/** The name of a situation that a person and a notice can be in. */
export type ScenarioName = keyof typeof situations;

/** What a scenario is made with. */
export interface ScenarioOptions extends Omit<FixtureServiceOptions, "notices"> {
  /** `aNotice()` when absent. */
  readonly notice?: Notice | undefined;
  /** `{ orgUserId: "visitor" }` when absent. */
  readonly person?: PersonIds | undefined;
  /** How long the answers of `slow` take, in milliseconds; 3,000 when absent. */
  readonly slowMs?: number | undefined;
}

/** What the scenario of this name takes: one that ends in `-refused` also takes what refuses. */
export type OptionsOf<Name extends ScenarioName> = Name extends `${string}-refused`
  ? ScenarioOptions & Refusal
  : ScenarioOptions;

/** Props of a notice component in a scenario. */
export interface ScenarioProps {
  readonly noticeId: string;
  readonly baseUrl: string;
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly organisationUuid?: string;
  readonly workspaceUuid?: string;
  readonly validateAgainst?: ValidateAgainst;
}

/** A person in front of a notice, in one situation, with a consent service of its own. */
export interface Scenario {
  readonly name: ScenarioName;
  /** To look into and to change what happens next. */
  readonly service: FixtureService;
  /** The notice as the person finds it. */
  readonly notice: Notice;
  readonly person: PersonIds;
  readonly props: ScenarioProps;
  /** What has arrived, oldest first. */
  readonly requests: RequestLog;
  /** Answers like the service, in the shape of the platform's `fetch`. */
  readonly fetch: FixtureService["fetch"];
  readonly baseUrl: string;
}

const dayMs = 86_400_000;

/** Sets up a situation by its name. */
export function createScenario<Name extends ScenarioName>(
  name: Name,
  ...[options]: Name extends `${string}-refused` ? [options: OptionsOf<Name>] : [options?: OptionsOf<Name>]
): Scenario {
  const given: ScenarioOptions & Refusal = options ?? {};
  const { notice = aNotice(), person = { orgUserId: "visitor" }, slowMs = 3000, clock = machineTime, ...rest } = given;
  const past = { ms: 0 };
  const service = createFixtureService({
    ...rest,
    notices: [name === "asked-again-expired" ? lasting(notice, 365) : notice],
    clock: { now: () => clock.now() - past.ms, setTimeout: (run, ms) => clock.setTimeout(run, ms) },
  });
  const setting = {
    service,
    notice: service.notices[0] ?? notice,
    person,
    refusal: given,
    slowMs,
    daysAgo(days: number, act: () => void) {
      past.ms = days * dayMs;
      act();
      past.ms = 0;
    },
  };
  const arrangement: Arrangement = situations[name](setting) ?? {};
  const props = propsOf(service, setting.notice, person, arrangement);
  arrangement.afterIssue?.();

  return {
    name,
    service,
    get notice() {
      return service.notices[0] ?? notice;
    },
    person,
    props,
    requests: service.requests,
    fetch: service.fetch,
    baseUrl: service.baseUrl,
  };
}

function propsOf(service: FixtureService, notice: Notice, person: PersonIds, arrangement: Arrangement): ScenarioProps {
  const { tokens, validateAgainst } = arrangement;
  const address = { noticeId: notice.uuid, baseUrl: service.baseUrl, ...(validateAgainst && { validateAgainst }) };
  switch (tokens) {
    case "none":
      return { ...address, organisationUuid: service.organisationUuid, workspaceUuid: service.workspaceUuid };
    case "blank":
      return { ...address, accessToken: "" };
    case undefined: {
      const { accessToken, refreshToken } = service.issue(person);
      return { ...address, accessToken, refreshToken };
    }
    default:
      return tokens satisfies never;
  }
}

function lasting(notice: Notice, days: number): Notice {
  const purposes = notice.active_config.purposes.map((purpose) => ({ ...purpose, validity_days: days }));
  return aNewVersion(notice, { purposes });
}
