// @vitest-environment jsdom
import { submitConsent } from "@notice-consent/contract";
import { useConsent, type ConsentResult } from "@notice-consent/hooks";
import { createScenario, type ScenarioProps } from "@notice-consent/testing";
import { consentMatchers, effortDuring, watchPage } from "@notice-consent/testing/dom";
import { renderWithConsent } from "@notice-consent/testing/react";
import { cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

afterEach(cleanup);
// A lost answer is asked for again a few times before the person hears of it.
configure({ asyncUtilTimeout: 20_000 });
expect.extend(consentMatchers);

it("lets a person refuse as easily as accept, and keeps an answer that was lost on the way", async () => {
  const scenario = createScenario("uncertain-submit");
  const onAccept = vi.fn<(result: ConsentResult) => void>();
  const page = watchPage();
  renderWithConsent((props) => <Notice {...props} onAccept={onAccept} />, { scenario });

  await screen.findByText("asking");
  const accept = screen.getByRole("button", { name: "Accept all" });
  expect(accept.closest("section")).toRefuseAsEasilyAsAccept();

  const effort = await effortDuring(() => void fireEvent.click(accept));
  expect(effort).toEqual({ clicks: 1, keys: 0 });
  await screen.findByText("uncertain");
  expect(onAccept).not.toHaveBeenCalled();

  scenario.service.always(submitConsent, undefined);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
  expect(scenario.service.events()).toHaveLength(1);
  expect(page.faults()).toEqual([]);
  page.end();
});

function Notice(props: ScenarioProps & { readonly onAccept: (result: ConsentResult) => void }) {
  const { status, actions } = useConsent(props);
  return (
    <section data-nc="root">
      <h2>Your data</h2>
      <output>{status}</output>
      <button type="button" data-act="decline" onClick={actions.declineAll}>
        Decline all
      </button>
      <button type="button" data-act="accept" onClick={actions.acceptAll}>
        Accept all
      </button>
      <button type="button" onClick={() => void actions.retry()}>
        Try again
      </button>
    </section>
  );
}
