import { ConsentProvider, type ConsentProviderProps } from "@notice-consent/hooks";
import { render, type RenderOptions, type RenderResult } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { createScenario, type Scenario, type ScenarioProps } from "../scenario/scenario.ts";

/** How {@link renderWithConsent} renders; further members go to Testing Library's `render`. */
export interface RenderWithConsentOptions extends Omit<RenderOptions, "wrapper" | "queries"> {
  /** `createScenario("must-ask")` when absent. */
  readonly scenario?: Scenario | undefined;
  /** In StrictMode, as in development; `true` when absent. */
  readonly strict?: boolean | undefined;
  /** Further props of the provider. */
  readonly provider?: Omit<ConsentProviderProps, "children" | "fetch"> | undefined;
}

/** What is on screen, and the scenario behind it. */
export interface RenderedConsent extends RenderResult {
  readonly scenario: Scenario;
}

/**
 * Renders what asks for consent in a scenario of its own, under a provider that sends its requests there.
 * A function gets the props that a notice component needs.
 */
export function renderWithConsent(
  ui: ReactNode | ((props: ScenarioProps) => ReactNode),
  { scenario = createScenario("must-ask"), strict = true, provider, ...options }: RenderWithConsentOptions = {},
): RenderedConsent {
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => {
    const inside = (
      <ConsentProvider {...provider} fetch={scenario.fetch}>
        {children}
      </ConsentProvider>
    );
    return strict ? <StrictMode>{inside}</StrictMode> : inside;
  };
  const rendered = render(typeof ui === "function" ? ui(scenario.props) : ui, { ...options, wrapper });
  return { ...rendered, scenario };
}
