// @vitest-environment jsdom
import { readNotice, submitConsent } from "@notice-consent/contract";
import { useConsent, type ConsentResult } from "@notice-consent/hooks";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { createScenario, type ScenarioProps } from "../scenario/scenario.ts";
import { renderWithConsent } from "./render-with-consent.tsx";

afterEach(cleanup);

function Ask({ onAccept, ...props }: ScenarioProps & { readonly onAccept?: (result: ConsentResult) => void }) {
  const { status, actions } = useConsent({ ...props, onAccept });
  return (
    <button type="button" onClick={actions.acceptAll}>
      {status}
    </button>
  );
}

const patience = { timeout: 20_000 };

it("renders a notice component against a service of its own", async () => {
  const onAccept = vi.fn<(result: ConsentResult) => void>();
  const { scenario } = renderWithConsent((props) => <Ask {...props} onAccept={onAccept} />);
  fireEvent.click(await screen.findByText("asking", {}, patience));
  await screen.findByText("recorded", {}, patience);
  await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1), patience);
  expect(scenario.service.events()).toHaveLength(1);
  expect(scenario.requests.all.map(({ endpoint }) => endpoint)).toEqual([readNotice, submitConsent]);
});

it("renders in the situation that it is given", async () => {
  const scenario = createScenario("already-valid");
  renderWithConsent(<Ask {...scenario.props} />, { scenario, strict: false });
  expect(await screen.findByText("satisfied", {}, patience)).toBeTruthy();
});
