import { submitConsent } from "@notice-consent/contract";
import { createScenario, type Scenario, type ScenarioName, type ScenarioOptions } from "@notice-consent/testing";
import { renderWithConsent } from "@notice-consent/testing/react";
import { screen } from "@testing-library/react";
import { vi } from "vitest";
import { NoticeConsent } from "./notice-consent.tsx";
import type { NoticeConsentProps } from "./notice-props.ts";

interface ShowOptions extends ScenarioOptions {
  readonly props?: Partial<NoticeConsentProps>;
  /** Runs before the notice is rendered. */
  readonly before?: (scenario: Scenario) => void;
}

/** A modal in a situation, in StrictMode, with a service of its own and callbacks that are watched. */
export function showNotice(
  name: Exclude<ScenarioName, `${string}-refused`>,
  { props = {}, before, ...options }: ShowOptions = {},
) {
  const scenario = createScenario(name, options);
  before?.(scenario);
  const heard = {
    onAccept: vi.fn<NonNullable<NoticeConsentProps["onAccept"]>>(),
    onDecline: vi.fn<NonNullable<NoticeConsentProps["onDecline"]>>(),
    onError: vi.fn<NonNullable<NoticeConsentProps["onError"]>>(),
  };
  const notice = (more: Partial<NoticeConsentProps> = {}) => (
    <NoticeConsent language="en" {...scenario.props} {...heard} {...props} {...more} />
  );
  const { rerender } = renderWithConsent(notice(), { scenario });
  return { scenario, ...heard, update: (more: Partial<NoticeConsentProps>) => rerender(notice(more)) };
}

/** What the submissions of a scenario carried, oldest first. */
export function submitted({ requests }: Scenario): unknown[] {
  return requests.to(submitConsent).map(({ body }) => body);
}

/** A part on screen, by its name. */
export function partOf(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-nc="${name}"]`);
  if (found === null) throw new Error(`There is no part "${name}" on screen.`);
  return found;
}

/** A button, once it is there. */
export const button = (name: string): Promise<HTMLElement> => screen.findByRole("button", { name });
